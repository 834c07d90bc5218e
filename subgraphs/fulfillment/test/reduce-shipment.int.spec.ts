import { FulfillmentReduced, newId, ReduceFulfillment } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFulfillment, CUSTOMER, type Fulfillment } from './builders.ts';

let fulfillment: Fulfillment;
beforeAll(async () => {
  fulfillment = await aFulfillment();
});
afterAll(() => fulfillment.stop());

const ONE_EAST = { sku: 'WTR001-NM', quantity: 1, warehouseId: 'wh-east' };
const ALL = [
  { sku: 'WTR001-NM', quantity: 2, warehouseId: 'wh-east' },
  { sku: 'ARC002-LP', quantity: 1, warehouseId: 'wh-west' },
];

const reduce = (orderId: string, changeId: string, lines = [ONE_EAST], messageId = newId()) =>
  fulfillment.send(ReduceFulfillment, [{ orderId, changeId, lines }], [messageId]);

const answers = (orderId: string, times: number) =>
  eventually(() => {
    const told = fulfillment.received(FulfillmentReduced, orderId);
    expect(told.length).toBeGreaterThanOrEqual(times);
    return told;
  });

const quantitiesOf = async (orderId: string) => {
  const [[shipment] = []] = await fulfillment.shipmentsOf(CUSTOMER, orderId);
  return shipment?.lines.map(({ quantity, variant }) => [variant.sku, quantity]);
};

describe('pieces that an order does not want any more', () => {
  it.each([
    ['AWAITING_PICK', []],
    ['PICKING', ['PICKING']],
  ] as const)('are taken out of a shipment that is %s', async (_status, steps) => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    for (const step of steps) await fulfillment.advance(shipmentId, step);
    const changeId = newId();
    await reduce(orderId, changeId);
    expect(await answers(orderId, 1)).toEqual([{ orderId, changeId, isReduced: true }]);
    expect(await quantitiesOf(orderId)).toEqual([
      ['WTR001-NM', 1],
      ['ARC002-LP', 1],
    ]);
  });

  it('stay in a shipment that is packed', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    for (const step of ['PICKING', 'PACKED'] as const) await fulfillment.advance(shipmentId, step);
    const changeId = newId();
    await reduce(orderId, changeId);
    expect(await answers(orderId, 1)).toEqual([{ orderId, changeId, isReduced: false }]);
    expect((await quantitiesOf(orderId))?.[0]).toEqual(['WTR001-NM', 2]);
  });

  it('are taken out once, however often the change is asked for, and each question is answered alike', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    const [changeId, messageId] = [newId(), newId()];
    await reduce(orderId, changeId, [ONE_EAST], messageId);
    await answers(orderId, 1);
    for (const step of ['PICKING', 'PACKED'] as const) await fulfillment.advance(shipmentId, step);
    await reduce(orderId, changeId, [ONE_EAST], messageId);
    await Promise.all([reduce(orderId, changeId), reduce(orderId, changeId)]);
    const told = await answers(orderId, 3);
    expect(told.map(({ isReduced }) => isReduced)).toEqual([true, true, true]);
    expect((await quantitiesOf(orderId))?.[0]).toEqual(['WTR001-NM', 1]);
  });

  it('are taken out by each of several changes at once, and never more than there are', async () => {
    const { orderId } = await fulfillment.withShipment();
    await Promise.all([1, 2, 3, 4].map(() => reduce(orderId, newId())));
    const told = await answers(orderId, 4);
    expect(told.filter(({ isReduced }) => isReduced)).toHaveLength(2);
    expect(await quantitiesOf(orderId)).toEqual([['ARC002-LP', 1]]);
  });

  it('cancel the shipment when nothing else is in it', async () => {
    const { orderId } = await fulfillment.withShipment();
    await reduce(orderId, newId(), ALL);
    expect((await answers(orderId, 1))[0]?.isReduced).toBe(true);
    expect((await fulfillment.toldTimes(orderId, 2)).at(-1)).toMatchObject({ status: 'CANCELLED', sequence: 2 });
    await fulfillment.expectAllIsWell();
  });

  it('wait for a shipment that is not asked for yet', async () => {
    const [orderId, changeId] = [newId(), newId()];
    await reduce(orderId, changeId);
    await fulfillment.fulfil(orderId);
    expect(await answers(orderId, 1)).toEqual([{ orderId, changeId, isReduced: true }]);
  });

  it('that never were in it are refused', async () => {
    const { orderId } = await fulfillment.withShipment();
    await reduce(orderId, newId(), [{ ...ONE_EAST, warehouseId: 'wh-west' }]);
    expect((await answers(orderId, 1))[0]?.isReduced).toBe(false);
  });

  it('stay out after a restart', async () => {
    const { orderId } = await fulfillment.withShipment();
    const changeId = newId();
    await reduce(orderId, changeId);
    await answers(orderId, 1);
    await fulfillment.restart();
    await reduce(orderId, changeId);
    expect((await answers(orderId, 2)).map(({ isReduced }) => isReduced)).toEqual([true, true]);
    expect((await quantitiesOf(orderId))?.[0]).toEqual(['WTR001-NM', 1]);
  });
});
