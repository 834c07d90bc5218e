import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { confirmed, read, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, captured, entriesOf, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_TIMEOUT_MS: '2000', SAGA_WATCH_EVERY_MS: '50' });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => {
  await world.heal();
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

const CREATE = { path: '/v1/payment_intents', method: 'POST' };

const intentOf = async (orderId: string) => {
  const [intent] = await intentsOf(world, orderId);
  if (!intent) throw new Error('there is no payment');
  return intent;
};

describe('what happens at the provider without us', () => {
  it('a dispute is noted, once', async () => {
    const id = await captured(world, customer);
    await world.happen((await intentOf(id)).id, 'dispute');
    await eventually(async () => {
      const history = (await read(world, customer, id))?.history ?? [];
      expect(history.filter(({ type }) => type === 'PaymentDisputed')).toHaveLength(1);
    });
  });

  it('a refund is booked', async () => {
    const id = await captured(world, customer);
    const outside = new Stripe('sk_test_order', { host: '127.0.0.1', port: world.payments.port, protocol: 'http' });
    await outside.refunds.create({ payment_intent: (await intentOf(id)).id, amount: 499 });
    await eventually(async () => {
      expect((await read(world, customer, id))?.payment.status).toBe('PARTIALLY_REFUNDED');
    });
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499', 'CAPTURED 3499', 'REFUNDED 499']);
  });

  it('an authorization that the bank let go of is made again when the money is taken', async () => {
    const id = await confirmed(world, customer);
    await world.happen((await intentOf(id)).id, 'expire');
    await eventually(async () => expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499', 'VOIDED 3499']));
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
    expect(await entriesOf(world, id)).toEqual([
      ...['AUTHORIZED 3499', 'VOIDED 3499'],
      ...['AUTHORIZED 3499', 'CAPTURED 3499'],
    ]);
    expect((await intentsOf(world, id)).map(({ status }) => status).toSorted()).toEqual(['canceled', 'succeeded']);
  });

  it('an authorization that is gone for good stops the saga where people see it, until they have it tried again', async () => {
    const id = await confirmed(world, customer);
    await world.fault({ match: CREATE, action: 'decline' });
    await world.fault({ match: { path: '/_sandbox/*' }, action: 'lostWebhook' });
    await world.happen((await intentOf(id)).id, 'expire');
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => {
      const order = await read(world, customer, id);
      expect(order?.payment.failureCode).toBe('generic_decline');
      expect(order?.saga.status).toBe('STUCK');
      const step = order?.saga.steps.find(({ name }) => name === 'capture-payment');
      expect(step).toMatchObject({ error: 'generic_decline' });
    });
    expect((await intentsOf(world, id)).filter(({ status }) => status === 'succeeded')).toEqual([]);
    await world.heal();
    await world.ask(aUser(['ADMIN']), 'mutation ($id: ID!) { retrySaga(orderId: $id) { __typename } }', { id });
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
    expect((await read(world, customer, id))?.payment.failureCode).toBeNull();
  });
});
