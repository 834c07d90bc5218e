import { newId } from '@cardstock/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aFulfillment, CUSTOMER, type Fulfillment } from './builders.ts';

let fulfillment: Fulfillment;
beforeAll(async () => {
  fulfillment = await aFulfillment();
});
afterEach(() => fulfillment.expectAllIsWell());
afterAll(() => fulfillment.stop());

const statusesTold = async (orderId: string, times: number) =>
  (await fulfillment.toldTimes(orderId, times)).map(({ sequence, status }) => [sequence, status]);

describe('an order that is to be fulfilled', () => {
  it('gets a shipment that waits to be picked, with its lines, and the order is told', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    expect(fulfillment.told(orderId)).toEqual([
      { sequence: 1, orderId, shipmentId, status: 'AWAITING_PICK', carrier: null, trackingNumber: null },
    ]);
    const [shipments] = await fulfillment.shipmentsOf(CUSTOMER, orderId);
    expect(shipments).toEqual([
      {
        id: shipmentId,
        status: 'AWAITING_PICK',
        carrier: null,
        trackingNumber: null,
        order: { id: orderId },
        lines: [
          { quantity: 2, variant: { sku: 'WTR001-NM' } },
          { quantity: 1, variant: { sku: 'ARC002-LP' } },
        ],
        events: [{ status: 'AWAITING_PICK', description: expect.any(String), occurredAt: expect.any(String) }],
      },
    ]);
  });

  it('gets no second shipment when the same message comes twice', async () => {
    const [orderId, messageId, other] = [newId(), newId(), newId()];
    await fulfillment.fulfil(orderId, { messageId });
    await fulfillment.toldTimes(orderId, 1);
    await fulfillment.fulfil(orderId, { messageId });
    await fulfillment.fulfil(other);
    await fulfillment.toldTimes(other, 1);
    expect(fulfillment.told(orderId)).toHaveLength(1);
  });

  it('that asks again is told again how its one shipment stands', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    await fulfillment.advance(shipmentId, 'PICKING');
    await fulfillment.toldTimes(orderId, 2);
    await fulfillment.fulfil(orderId);
    expect(await statusesTold(orderId, 3)).toEqual([
      [1, 'AWAITING_PICK'],
      [2, 'PICKING'],
      [2, 'PICKING'],
    ]);
    expect((await fulfillment.shipmentsOf(CUSTOMER, orderId))[0]).toHaveLength(1);
  });

  it('has one shipment even when it asks many times at once', async () => {
    const orderId = newId();
    await Promise.all(Array.from({ length: 8 }, () => fulfillment.fulfil(orderId)));
    const told = await fulfillment.toldTimes(orderId, 8);
    expect(new Set(told.map(({ shipmentId }) => shipmentId)).size).toBe(1);
    expect(await fulfillment.sql('select 1 from shipment where order_id = $1', [orderId])).toHaveLength(1);
  });
});

describe('an order that is cancelled', () => {
  it.each([
    ['AWAITING_PICK', []],
    ['PICKING', ['PICKING']],
    ['PACKED', ['PICKING', 'PACKED']],
  ] as const)('while its shipment is %s has it stopped', async (_status, steps) => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    for (const step of steps) await fulfillment.advance(shipmentId, step);
    await fulfillment.cancel(orderId);
    const told = await statusesTold(orderId, steps.length + 2);
    expect(told.at(-1)).toEqual([steps.length + 2, 'CANCELLED']);
    await fulfillment.cancel(orderId);
    expect(await statusesTold(orderId, steps.length + 3)).toContainEqual([steps.length + 2, 'CANCELLED']);
  });

  it('after its shipment has left is told that it has left', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    for (const step of ['PICKING', 'PACKED', 'SHIPPED'] as const) await fulfillment.advance(shipmentId, step);
    await fulfillment.toldTimes(orderId, 4);
    await fulfillment.cancel(orderId);
    const told = await fulfillment.toldTimes(orderId, 5);
    expect(told.at(-1)).toMatchObject({ sequence: 4, status: 'SHIPPED', carrier: 'Cardstock Demo Carrier' });
  });

  it('before it asked for a shipment never gets one, and nobody sees what was not sent', async () => {
    const orderId = newId();
    await fulfillment.cancel(orderId);
    expect(await statusesTold(orderId, 1)).toEqual([[1, 'CANCELLED']]);
    await fulfillment.fulfil(orderId);
    expect(await statusesTold(orderId, 2)).toEqual([
      [1, 'CANCELLED'],
      [1, 'CANCELLED'],
    ]);
    expect(await fulfillment.shipmentsOf(CUSTOMER, orderId)).toEqual([[]]);
  });

  it.each([
    ['cancel', 'ship', 'CANCELLED'],
    ['ship', 'cancel', 'SHIPPED'],
  ] as const)(
    'at the very moment its shipment leaves (%s before %s) ends %s, and the other is told so',
    async (first, second, status) => {
      const { orderId, shipmentId } = await fulfillment.withShipment();
      for (const step of ['PICKING', 'PACKED'] as const) await fulfillment.advance(shipmentId, step);
      let shipped = '';
      const start = {
        cancel: () => fulfillment.cancel(orderId),
        ship: async () => {
          shipped = (await fulfillment.advance(shipmentId, 'SHIPPED')).data.advanceShipment.__typename;
        },
      };
      const started: Promise<void>[] = [];
      await fulfillment.whileHolding(shipmentId, async (waiting) => {
        started.push(start[first]());
        await waiting(1);
        started.push(start[second]());
        await waiting(2);
      });
      await Promise.all(started);
      expect(shipped).toBe(status === 'SHIPPED' ? 'AdvanceShipmentSuccess' : 'IllegalShipmentState');
      const told = await statusesTold(orderId, status === 'SHIPPED' ? 5 : 4);
      expect(told.slice(3).every(([sequence, last]) => sequence === 4 && last === status)).toBe(true);
    },
  );
});
