import { newId } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { aFulfillment, type Fulfillment } from './builders.ts';

const WAY = ['AWAITING_PICK', 'PICKING', 'PACKED', 'SHIPPED', 'DELIVERED'];

let fulfillment: Fulfillment;
beforeAll(async () => {
  fulfillment = await aFulfillment({ AUTOPILOT: 'true', AUTOPILOT_STEP_MS: '30' });
});
afterEach(() => fulfillment.expectAllIsWell());
afterAll(() => fulfillment.stop());

const plannedSteps = () => fulfillment.sql<{ subject: string }>('select subject from deadline');

it('plays warehouse and carrier: every order is told each step once, in order, until it is delivered', async () => {
  const orderIds = Array.from({ length: 6 }, () => newId());
  await Promise.all(orderIds.map((orderId) => fulfillment.fulfil(orderId)));
  for (const orderId of orderIds) {
    const told = await fulfillment.toldTimes(orderId, 5);
    const inOrder = told.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    expect(inOrder.map(({ status }) => status)).toEqual(WAY);
  }
  expect(await plannedSteps()).toEqual([]);
});

it('leaves a shipment alone whose order was cancelled', async () => {
  const { orderId, shipmentId } = await fulfillment.withShipment();
  await fulfillment.cancel(orderId);
  await eventually(() => expect(fulfillment.told(orderId).at(-1)?.status).toMatch(/CANCELLED|SHIPPED|DELIVERED/));
  await eventually(async () =>
    expect((await plannedSteps()).filter(({ subject }) => subject === shipmentId)).toEqual([]),
  );
  const events = await fulfillment.sql<{ status: string }>(
    'select status from tracking_event where shipment_id = $1 order by version',
    [shipmentId],
  );
  const last = events.at(-1)?.status ?? '';
  expect(['CANCELLED', 'DELIVERED']).toContain(last);
  expect(events.filter(({ status }) => status === 'CANCELLED').length).toBe(last === 'CANCELLED' ? 1 : 0);
});

it('goes on after a restart where it was', async () => {
  const { orderId } = await fulfillment.withShipment();
  await fulfillment.restart();
  const told = await fulfillment.toldTimes(orderId, 5);
  expect(new Set(told.map(({ status }) => status))).toEqual(new Set(WAY));
});
