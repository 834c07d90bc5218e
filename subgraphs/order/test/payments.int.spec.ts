import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProviderUnavailable } from '../src/application/errors.ts';
import { makeStripeProvider } from '../src/payments/stripe-provider.ts';
import { confirmed, placed, read, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_TIMEOUT_MS: '300', PAYMENT_OPEN_MS: '200', SAGA_WATCH_EVERY_MS: '50' });
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const intentsOf = async (orderId: string) =>
  (await world.ledger()).intents.filter(({ metadata }) => metadata.orderId === orderId);

const OPTIONS = { secretKey: 'sk_test_order', timeoutMs: 300, failuresToOpen: 3, openMs: 60_000 };

const create = { path: '/v1/payment_intents', method: 'POST' };

describe('a payment provider', () => {
  it('that fails is asked again until it answers: the order waits, and is charged once', async () => {
    await world.fault({ match: create, action: 'fail500', times: 3 });
    const id = await confirmed(world, customer);
    expect(await intentsOf(id)).toHaveLength(1);
  });

  it('that charges but answers too late is not taken for a decline, and charges once', async () => {
    await world.fault({ match: create, action: 'timeoutAfterCharge', delayMs: 600, times: 1 });
    const id = await confirmed(world, customer);
    expect(await intentsOf(id)).toHaveLength(1);
  });

  it('that keeps failing is left alone for a while', async () => {
    const provider = makeStripeProvider({ ...OPTIONS, url: world.payments.url });
    await world.fault({ match: create, action: 'fail500', times: 3 });
    const ask = () => {
      const amount = { amount: 1000, currency: 'USD' };
      return provider.authorize({ orderId: 'breaker', amount, token: 'pm_card_visa', idempotencyKey: newId() });
    };
    for (const _attempt of [1, 2, 3, 4]) await expect(ask()).rejects.toThrow(ProviderUnavailable);
    expect(await intentsOf('breaker')).toEqual([]);
  });

  it('that charged in silence for an order cancelled meanwhile is found out, and lets the money go', async () => {
    await world.fault({ match: create, action: 'timeoutAfterCharge', delayMs: 600, times: 1 });
    const { id } = await placed(world, customer);
    await reserve(world, id);
    await eventually(async () => expect(await intentsOf(id)).toMatchObject([{ status: 'requires_capture' }]));
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: id, reason: 'too slow' } });
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('VOIDED'));
    expect(await intentsOf(id)).toMatchObject([{ status: 'canceled', amount_received: 0 }]);
    expect((await read(world, customer, id))?.status).toBe('CANCELLED');
  });

  it.each(['capture', 'cancel'] as const)('that has done a %s already is content with it', async (verb) => {
    const provider = makeStripeProvider({ ...OPTIONS, url: world.payments.url });
    const amount = { amount: 1000, currency: 'USD' };
    const order = { orderId: verb, amount, token: 'pm_card_visa', idempotencyKey: newId() };
    const answer = await provider.authorize(order);
    if (answer.outcome !== 'AUTHORIZED') throw new Error('the card was declined');
    const [same, other] = verb === 'capture' ? (['capture', 'void'] as const) : (['void', 'capture'] as const);
    const ask = (what: 'capture' | 'void') =>
      provider[what]({ paymentId: answer.paymentId, amount, idempotencyKey: newId() });
    await ask(same);
    await ask(same);
    await expect(ask(other)).rejects.toThrow(/unexpected state|status/i);
    expect(await intentsOf(verb)).toMatchObject([{ status: verb === 'capture' ? 'succeeded' : 'canceled' }]);
  });

  it('takes the money once the parcel has left, and not before', async () => {
    const id = await confirmed(world, customer);
    expect(await intentsOf(id)).toMatchObject([{ status: 'requires_capture', amount_received: 0 }]);
    await world.fault({
      match: { path: '/v1/payment_intents/*/capture' },
      action: 'timeoutAfterCharge',
      delayMs: 600,
      times: 1,
    });
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
    expect(await intentsOf(id)).toMatchObject([{ status: 'succeeded', amount_received: 3499 }]);
  });
});
