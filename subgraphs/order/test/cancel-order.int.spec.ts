import { newId } from '@cardstock/contracts';
import { ANONYMOUS, type Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, isAsked, placed, reaches, read, release, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

interface CancelAnswer {
  cancelOrder: { __typename: string; order?: { status: string }; state?: string; code?: string };
}

const cancel = async (viewer: Viewer, orderId: string, reason = 'changed my mind') => {
  const query = `mutation cancel($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename
    ... on CancelOrderSuccess { order { status } } ... on IllegalOrderState { state } ... on DomainError { code } } }`;
  return world.ask<CancelAnswer>(viewer, query, { input: { orderId, reason } });
};

const sagaEnds = (id: string, status: string) =>
  eventually(async () => expect((await read(world, customer, id))?.saga.status).toBe(status));

const intentOf = async (orderId: string) =>
  (await world.ledger()).intents.find(({ metadata }) => metadata.orderId === orderId);

describe('cancelling an order', () => {
  it('ends one that waits for stock at once, and lets the stock go', async () => {
    const { id } = await placed(world, customer);
    expect((await cancel(customer, id)).data.cancelOrder).toMatchObject({ order: { status: 'CANCELLED' } });
    await isAsked(world, 'ReleaseStock', id);
    expect(await world.sent('VoidPayment', id)).toEqual([]);
    await release(world, id);
    await sagaEnds(id, 'COMPENSATED');
    expect((await read(world, customer, id))?.payment.status).toBe('VOIDED');
  });

  it('asks the warehouse once it has the order, and ends it when the shipment was stopped', async () => {
    const id = await confirmed(world, customer);
    expect((await cancel(customer, id)).data.cancelOrder).toMatchObject({ order: { status: 'CONFIRMED' } });
    await isAsked(world, 'CancelFulfillment', id);
    await shipment(world, id, 'CANCELLED');
    await reaches(world, customer, id, 'CANCELLED');
    await release(world, id);
    await sagaEnds(id, 'COMPENSATED');
    const order = await read(world, customer, id);
    expect(order?.reason).toBe('changed my mind');
    expect(order?.payment.status).toBe('VOIDED');
    expect((await intentOf(id))?.status).toBe('canceled');
  });

  it('comes too late for a shipment that has left: the order goes on', async () => {
    const id = await confirmed(world, customer);
    await cancel(customer, id);
    await shipment(world, id, 'SHIPPED');
    const order = await reaches(world, customer, id, 'SHIPPED');
    expect(order.history.map(({ type }) => type)).toContain('CancellationRefused');
    expect((await cancel(customer, id)).data.cancelOrder).toMatchObject({
      __typename: 'IllegalOrderState',
      state: 'SHIPPED',
    });
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
  });

  it('twice, or ten times at once, is one cancellation', async () => {
    const { id } = await placed(world, customer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(customer, id)));
    expect(new Set(answers.map(({ data }) => data.cancelOrder.order?.status))).toEqual(new Set(['CANCELLED']));
    expect((await read(world, customer, id))?.history.map(({ type }) => type)).toEqual([
      'OrderPlaced',
      'OrderCancelled',
    ]);
  });

  it('while the payment is being authorized takes no money', async () => {
    await world.fault({
      match: { path: '/v1/payment_intents', method: 'POST' },
      action: 'delay',
      delayMs: 400,
      times: 1,
    });
    const { id } = await placed(world, customer);
    await reserve(world, id);
    await eventually(async () => {
      expect(await world.sql('select 1 from payment_task where order_id = $1', [id])).toHaveLength(1);
    });
    expect((await cancel(customer, id)).data.cancelOrder).toMatchObject({ order: { status: 'CANCELLED' } });
    await release(world, id);
    await sagaEnds(id, 'COMPENSATED');
    await eventually(async () => expect((await intentOf(id))?.status).toBe('canceled'));
    expect((await world.ledger()).intents.filter(({ metadata }) => metadata.orderId === id)).toHaveLength(1);
  });

  it('is for its customer and for staff who may change orders', async () => {
    const { id } = await placed(world, customer);
    const unknown = { __typename: 'OrderNotFound', code: 'ORDER_UNKNOWN' };
    expect((await cancel(aUser(), id)).data.cancelOrder).toMatchObject(unknown);
    expect((await cancel(aUser(['WAREHOUSE']), id)).data.cancelOrder).toMatchObject(unknown);
    expect((await cancel(customer, newId())).data.cancelOrder).toMatchObject(unknown);
    expect((await cancel(customer, 'no id')).data.cancelOrder).toMatchObject(unknown);
    expect((await cancel(ANONYMOUS, id)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await cancel(aUser(['SUPPORT']), id)).data.cancelOrder).toMatchObject({ order: { status: 'CANCELLED' } });
    expect((await read(world, customer, id))?.history.at(-1)).toMatchObject({ type: 'OrderCancelled', actor: 'staff' });
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['with a NUL', 'too\u0000slow'],
    ['with half a surrogate pair', 'too slow \ud83c'],
  ])('needs a reason, not one that is %s', async (_how, reason) => {
    const { id } = await placed(world, customer);
    expect((await cancel(customer, id, reason)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('takes a reason of several lines', async () => {
    const { id } = await placed(world, customer);
    await cancel(customer, id, 'Too slow.\n\nAlso: 🃏');
    expect((await read(world, customer, id))?.reason).toBe('Too slow.\n\nAlso: 🃏');
  });
});
