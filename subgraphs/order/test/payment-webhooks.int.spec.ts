import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { confirmed, placed, reaches, read, release, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld, WEBHOOK_SECRET } from './order-service.ts';
import { breaches, captured, entriesOf, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();
const stripe = new Stripe('sk_test_order');

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

const deliver = (event: object, signature?: string): Promise<Response> => {
  const payload = JSON.stringify(event);
  const header = signature ?? stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
  return fetch(`http://127.0.0.1:${world.service.port}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': header },
    body: payload,
  });
};

const eventOf = (type: string, object: object, id = `evt_${newId()}`) => ({
  id,
  object: 'event',
  type,
  data: { object },
});

const intentOf = async (orderId: string) => {
  const [intent] = await intentsOf(world, orderId);
  if (!intent) throw new Error('there is no payment');
  return intent;
};

const versionOf = async (id: string) => (await read(world, customer, id))?.version;

describe('a webhook', () => {
  it('without a valid signature is refused, and does nothing', async () => {
    const id = await confirmed(world, customer);
    const event = eventOf('payment_intent.canceled', { ...(await intentOf(id)), status: 'canceled' });
    const payload = JSON.stringify(event);
    const old = Math.floor(Date.now() / 1000) - 301;
    const headers = [
      't=1,v1=abc',
      'nonsense',
      stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_other' }),
      stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET, timestamp: old }),
    ];
    for (const header of headers) {
      const reply = await deliver(event, header);
      expect([reply.status, await reply.json()]).toEqual([
        400,
        { errors: [{ message: 'The signature does not fit.', extensions: { code: 'SIGNATURE_INVALID' } }] },
      ]);
    }
    const { url } = { url: `http://127.0.0.1:${world.service.port}/webhooks/stripe` };
    expect((await fetch(url, { method: 'POST', body: payload })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(300_000) })).status).toBe(413);
    const claimed = await world.sql(`select 1 from payment_task where operation like 'look:%' and order_id = $1`, [id]);
    expect(claimed).toEqual([]);
  });

  it('of an unknown kind, of an unknown order and of no order is taken and ignored', async () => {
    const strange = {
      id: 'pi_strange',
      amount: 1,
      amount_received: 0,
      currency: 'usd',
      created: 1,
      latest_charge: null,
    };
    const intent = {
      ...strange,
      status: 'requires_capture',
      metadata: {},
      next_action: null,
      last_payment_error: null,
    };
    const events = [
      eventOf('customer.created', { id: 'cus_1' }),
      eventOf('payment_intent.succeeded', { ...intent, status: 'succeeded' }),
      eventOf('payment_intent.amount_capturable_updated', { ...intent, metadata: { orderId: newId() } }),
      eventOf('charge.refunded', { id: 'ch_1', payment_intent: 'pi_strange', metadata: {} }),
    ];
    for (const event of events) expect((await deliver(event)).status).toBe(200);
  });

  it('that comes before the reply confirms the order; the reply is no news then', async () => {
    await world.fault({ match: CREATE, action: 'timeoutAfterCharge', delayMs: 1_500, times: 1 });
    const { id } = await placed(world, customer);
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499']);
    expect(await intentsOf(world, id)).toHaveLength(1);
  });

  it('that comes three times at once, late, and again under another id has no effect beyond the first', async () => {
    await world.fault({ match: CREATE, action: 'duplicateWebhook', times: 1 });
    const id = await confirmed(world, customer);
    const before = await versionOf(id);
    const event = eventOf('payment_intent.amount_capturable_updated', await intentOf(id));
    const again = { ...event, id: `evt_${newId()}` };
    await Promise.all([deliver(event), deliver(event), deliver(event), deliver(again)]);
    expect(await versionOf(id)).toBe(before);
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499']);
  });

  it('that is out of date is asked about, not believed', async () => {
    const id = await captured(world, customer);
    const before = await versionOf(id);
    const intent = await intentOf(id);
    for (const status of ['requires_capture', 'canceled', 'requires_payment_method']) {
      const type = status === 'canceled' ? 'payment_intent.canceled' : 'payment_intent.payment_failed';
      expect((await deliver(eventOf(type, { ...intent, status }))).status).toBe(200);
    }
    await eventually(async () => expect(await openTasks(id)).toEqual([]));
    expect(await versionOf(id)).toBe(before);
  });

  it('tells of a capture whose reply was lost', async () => {
    const id = await confirmed(world, customer);
    await world.fault({
      match: { path: '/v1/payment_intents/*/capture' },
      action: 'timeoutAfterCharge',
      delayMs: 60_000,
    });
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
  });

  it('tells of money that came after its order had ended: it is let go', async () => {
    await world.fault({ match: CREATE, action: 'delay', delayMs: 700, times: 1 });
    const { id } = await placed(world, customer);
    await reserve(world, id);
    const asked = `select 1 from payment_task where order_id = $1 and operation = 'authorize'`;
    await eventually(async () => expect(await world.sql(asked, [id])).toHaveLength(1));
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: id, reason: 'no' } });
    await eventually(async () => expect(await intentsOf(world, id)).toMatchObject([{ status: 'canceled' }]));
    await release(world, id);
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('VOIDED'));
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499', 'VOIDED 3499']);
  });
});

const openTasks = (id: string) =>
  world.sql('select operation from payment_task where order_id = $1 and due_at is not null', [id]);
