import { SHIPMENT_STATUSES, type ShipmentStatus } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import { reduce } from './reduction.ts';
import type { Shipment } from './shipment.ts';

const line = (sku: string, quantity: number, warehouseId = 'w1') => ({ sku, quantity, warehouseId });
const shipment = (status: ShipmentStatus): Shipment => ({
  id: 's',
  orderId: 'o',
  status,
  label: null,
  consignment: {
    number: 'CS-1',
    customerId: 'c',
    address: { name: 'A', line1: 'B', city: 'C', postalCode: 'D', countryCode: 'DE' },
    lines: [line('A', 3), line('A', 1, 'w2'), line('B', 2)],
  },
  version: 3,
});
const without = (...lines: ReturnType<typeof line>[]) =>
  reduce(shipment('PICKING'), { changeId: 'x', lines })?.consignment?.lines;

describe('taking pieces out of a shipment', () => {
  it('is possible until it is packed', () => {
    const possible = SHIPMENT_STATUSES.filter((status) =>
      reduce(shipment(status), { changeId: 'x', lines: [line('A', 1)] }),
    );
    expect(possible).toEqual(['AWAITING_PICK', 'PICKING']);
  });

  it('takes them from the warehouse that is named', () => {
    expect(without(line('A', 1), line('B', 2))).toEqual([line('A', 2), line('A', 1, 'w2')]);
    expect(without(line('A', 1, 'w2'))).toEqual([line('A', 3), line('B', 2)]);
  });

  it('takes all of them or none', () => {
    expect(without(line('A', 4))).toBeUndefined();
    expect(without(line('B', 1), line('B', 2))).toBeUndefined();
    expect(without(line('C', 1))).toBeUndefined();
  });

  it('cancels a shipment that nothing is left of, and is no change of status otherwise', () => {
    const all = reduce(shipment('PICKING'), { changeId: 'x', lines: shipment('PICKING').consignment?.lines ?? [] });
    expect(all).toMatchObject({ status: 'CANCELLED', version: 4 });
    expect(reduce(shipment('PICKING'), { changeId: 'x', lines: [line('A', 1)] })).toMatchObject({ version: 3 });
  });
});
