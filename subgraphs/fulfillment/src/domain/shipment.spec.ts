import { SHIPMENT_STATUSES, type ShipmentStatus } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import { decide, openCancelled, type Shipment, type ShipmentCommand, usualNext } from './shipment.ts';

const label = { carrier: 'A carrier', trackingNumber: 'T1' };
const address = { name: 'A', line1: 'B', city: 'C', postalCode: 'D', countryCode: 'DE' };
const consignment = {
  number: 'CS-1',
  customerId: 'c',
  address,
  lines: [{ sku: 'a', quantity: 1, warehouseId: 'wh-east' }],
};

const shipment = (status: ShipmentStatus, hasLeft = ['SHIPPED', 'DELIVERED'].includes(status)): Shipment => ({
  id: 's',
  orderId: 'o',
  status,
  label: hasLeft ? label : null,
  consignment,
  version: 3,
});

const COMMANDS: readonly ShipmentCommand[] = [
  ...SHIPMENT_STATUSES.map((to) => ({ type: 'AdvanceShipment' as const, to, label })),
  { type: 'CancelFulfillment' },
];

/** One row of the state diagram: `=` stays as it is, `-` is refused, else the status that it gets. */
const rowOf = (state: Shipment): string[] =>
  COMMANDS.map((command) => {
    const decision = decide(command, state);
    if (!decision.ok) return '-';
    return decision.shipment === state ? '=' : decision.shipment.status;
  });

describe('a shipment', () => {
  it('goes its way: status × command', () => {
    const states = [...SHIPMENT_STATUSES.map((status) => shipment(status)), shipment('EXCEPTION', true)];
    const table = states.map((state) => [state.label ? `${state.status}, left` : state.status, ...rowOf(state)]);
    expect(table).toEqual([
      // to:              AWAITING  PICKING    PACKED    SHIPPED    DELIVERED    EXCEPTION    CANCELLED  (cancel)
      ['AWAITING_PICK', '=', 'PICKING', '-', '-', '-', 'EXCEPTION', '-', 'CANCELLED'],
      ['PICKING', '-', '=', 'PACKED', '-', '-', 'EXCEPTION', '-', 'CANCELLED'],
      ['PACKED', '-', '-', '=', 'SHIPPED', '-', 'EXCEPTION', '-', 'CANCELLED'],
      ['SHIPPED, left', '-', '-', '-', '=', 'DELIVERED', 'EXCEPTION', '-', '='],
      ['DELIVERED, left', '-', '-', '-', '-', '=', '-', '-', '='],
      ['EXCEPTION', '-', 'PICKING', '-', '-', '-', '=', '-', 'CANCELLED'],
      ['CANCELLED', '-', '-', '-', '-', '-', '-', '=', '='],
      ['EXCEPTION, left', '-', '-', '-', '-', 'DELIVERED', '=', '-', '='],
    ]);
  });

  it('counts its changes, and has a label from the moment it leaves', () => {
    const decision = decide({ type: 'AdvanceShipment', to: 'SHIPPED', label }, shipment('PACKED'));
    expect(decision).toMatchObject({ ok: true, shipment: { version: 4, label } });
  });

  it('usually goes from the warehouse to the customer', () => {
    const way: ShipmentStatus[] = ['AWAITING_PICK'];
    for (let next: ShipmentStatus | undefined = 'AWAITING_PICK'; next; ) {
      next = usualNext(shipment(next));
      if (next) way.push(next);
    }
    expect(way).toEqual(['AWAITING_PICK', 'PICKING', 'PACKED', 'SHIPPED', 'DELIVERED']);
  });

  it('that was cancelled before it began has nothing to send', () => {
    expect(openCancelled({ id: 's', orderId: 'o' })).toMatchObject({
      status: 'CANCELLED',
      consignment: null,
      version: 1,
    });
  });
});
