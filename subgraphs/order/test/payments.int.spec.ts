import { FulfillmentReduced, newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ProviderUnavailable } from '../src/application/errors.ts';
import { makeStripeProvider } from '../src/payments/stripe-provider.ts';
import { confirmed, isAsked, placed, read, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, entriesOf, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_TIMEOUT_MS: '300', PAYMENT_OPEN_MS: '200', SAGA_WATCH_EVERY_MS: '50' });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => {
  await world.heal();
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

const OPTIONS = {
  ...{ secretKey: 'sk_test_order', timeoutMs: 300, failuresToOpen: 3, openMs: 60_000, probesToClose: 3 },
  ...{ returnUrl: 'http://localhost:4000/', onBreaker: () => undefined },
};
const CREATE = { path: '/v1/payment_intents', method: 'POST' };
const LINES = 'query ($id: ID!) { order(id: $id) { lines { id } } }';
const CANCEL_LINES = `mutation ($input: CancelOrderLinesInput!) { cancelOrderLines(input: $input) { __typename } }`;
const CAPTURE = { path: '/v1/payment_intents/*/capture' };

describe('a payment provider', () => {
  it('that fails is asked again until it answers: the order waits, and is charged once', async () => {
    await world.fault({ match: CREATE, action: 'fail500', times: 3 });
    const id = await confirmed(world, customer);
    expect(await intentsOf(world, id)).toHaveLength(1);
  });

  it('that charges but answers too late is not taken for a decline, and charges once', async () => {
    await world.fault({ match: CREATE, action: 'timeoutAfterCharge', delayMs: 600, times: 1 });
    await world.fault({ match: CREATE, action: 'lostWebhook', times: 1 });
    const id = await confirmed(world, customer);
    expect(await intentsOf(world, id)).toHaveLength(1);
  });

  it('that keeps a failure under the key, and did nothing, is asked with another key', async () => {
    await world.fault({ match: CREATE, action: 'stored500', times: 1 });
    const id = await confirmed(world, customer);
    expect(await intentsOf(world, id)).toHaveLength(1);
    const [task] = await world.sql<{ attempt: number }>('select attempt from payment_task where order_id = $1', [id]);
    expect(task?.attempt).toBe(2);
  });

  it.each([
    ['by a search', []],
    ['in the list, while the search lags behind', ['staleSearch']],
  ])(
    'that keeps a failure under the key, and charged, is found out %s: the payment is adopted',
    async (_how, faults) => {
      await world.fault({ match: CREATE, action: 'charged500', times: 1 });
      await world.fault({ match: CREATE, action: 'lostWebhook', times: 1 });
      for (const action of faults) await world.fault({ match: { path: '/v1/payment_intents/search' }, action });
      const id = await confirmed(world, customer);
      expect(await intentsOf(world, id)).toMatchObject([{ status: 'requires_capture' }]);
    },
  );

  it('that keeps failing is left alone for a while', async () => {
    const provider = makeStripeProvider({ ...OPTIONS, url: world.payments.url });
    await world.fault({ match: CREATE, action: 'fail500', times: 3 });
    const ask = () => {
      const amount = { amount: 1000, currency: 'USD' };
      const order = { orderId: 'breaker', amount, method: 'card', token: 'pm_card_visa' };
      return provider.authorize({ ...order, idempotencyKey: newId() });
    };
    for (const _attempt of [1, 2, 3, 4]) await expect(ask()).rejects.toThrow(ProviderUnavailable);
    expect(provider.restMs()).toBeGreaterThan(50_000);
    expect(await intentsOf(world, 'breaker')).toEqual([]);
  });

  it('that charged in silence for an order cancelled meanwhile is found out, and lets the money go', async () => {
    await world.fault({ match: CREATE, action: 'timeoutAfterCharge', delayMs: 600, times: 1 });
    await world.fault({ match: CREATE, action: 'lostWebhook', times: 1 });
    const { id } = await placed(world, customer);
    await reserve(world, id);
    await eventually(async () => expect(await intentsOf(world, id)).toMatchObject([{ status: 'requires_capture' }]));
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: id, reason: 'too slow' } });
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('VOIDED'));
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'canceled', amount_received: 0 }]);
    expect((await read(world, customer, id))?.status).toBe('CANCELLED');
  });

  it('takes the money once the parcel has left, and not before', async () => {
    const id = await confirmed(world, customer);
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'requires_capture', amount_received: 0 }]);
    await world.fault({ match: CAPTURE, action: 'timeoutAfterCharge', delayMs: 600, times: 1 });
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'succeeded', amount_received: 3499 }]);
  });

  it('takes only what is left to pay after lines were taken out; the rest is let go', async () => {
    const id = await confirmed(world, customer, { lines: [{ sku: 'A', quantity: 4 }] });
    const before = await read(world, customer, id);
    const [line] = (await world.ask<{ order: { lines: { id: string }[] } }>(customer, LINES, { id })).data.order.lines;
    const input = {
      orderId: id,
      lines: [{ lineId: line?.id, quantity: 2 }],
      reason: 'too many',
      idempotencyKey: newId(),
    };
    await world.ask(customer, CANCEL_LINES, { input });
    const { data } = await isAsked(world, 'ReduceFulfillment', id);
    const { changeId } = data as { changeId: string };
    await world.tell(FulfillmentReduced, { orderId: id, changeId, isReduced: true });
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
    const after = await read(world, customer, id);
    const [was, is] = [before?.totals.grandTotal.amount ?? 0, after?.totals.grandTotal.amount ?? 0];
    expect(is).toBeLessThan(was);
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'succeeded', amount_received: is }]);
    expect(await entriesOf(world, id)).toEqual([`AUTHORIZED ${was}`, `CAPTURED ${is}`, `VOIDED ${was - is}`]);
  });

  it.each(['stored500', 'charged500'])(
    'that fails for good at the capture (%s) is asked with another key',
    async (action) => {
      const id = await confirmed(world, customer);
      await world.fault({ match: CAPTURE, action, times: 1 });
      await shipment(world, id, 'SHIPPED');
      await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
      expect(await intentsOf(world, id)).toMatchObject([{ status: 'succeeded', amount_received: 3499 }]);
    },
  );
});

describe('what is done already', () => {
  const pay = async () => {
    const provider = makeStripeProvider({ ...OPTIONS, url: world.payments.url });
    const amount = { amount: 1000, currency: 'USD' };
    const order = { orderId: newId(), amount, method: 'card', token: 'pm_card_visa', idempotencyKey: newId() };
    const answer = await provider.authorize(order);
    if (!('paymentId' in answer)) throw new Error('the card was declined');
    return { provider, amount, paymentId: answer.paymentId };
  };

  it('is taken for done: a capture', async () => {
    const { provider, amount, paymentId } = await pay();
    const capture = () => provider.capture({ paymentId, amount, idempotencyKey: newId() });
    expect([await capture(), await capture()]).toEqual([
      { outcome: 'CAPTURED', amount },
      { outcome: 'CAPTURED', amount },
    ]);
    await expect(provider.void(paymentId)).rejects.toThrow(/status/);
  });

  it('is taken for done: a void, after which nothing can be taken', async () => {
    const { provider, amount, paymentId } = await pay();
    await provider.void(paymentId);
    await provider.void(paymentId);
    const late = await provider.capture({ paymentId, amount, idempotencyKey: newId() });
    expect(late).toEqual({ outcome: 'REFUSED', failureCode: 'authorization_expired', isLost: true });
  });
});
