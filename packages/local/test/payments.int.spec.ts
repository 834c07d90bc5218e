import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { type Payments, startPayments } from '../src/payments/index.ts';

const secretKey = 'sk_test_cardstock';
const webhookSecret = 'whsec_test';

let folder: string;
let sandbox: Payments;
let webhookUrl: string | undefined;

const start = async () => {
  sandbox = await startPayments({
    port: 0,
    dataFolder: folder,
    secretKey,
    webhookUrl,
    webhookSecret,
    log: () => undefined,
  });
};

const client = (options: { key?: string; timeout?: number } = {}) =>
  new Stripe(options.key ?? secretKey, {
    host: '127.0.0.1',
    port: sandbox.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: options.timeout ?? 5_000,
  });

const anIntent = (changes: Partial<Stripe.PaymentIntentCreateParams> = {}): Stripe.PaymentIntentCreateParams => ({
  amount: 2_500,
  currency: 'eur',
  capture_method: 'manual',
  confirm: true,
  payment_method: 'pm_card_visa',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  metadata: { orderId: 'order-1' },
  ...changes,
});

const authorized = (changes: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  client().paymentIntents.create(anIntent(changes));

const addFault = (fault: object) =>
  fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });

const ledger = async () =>
  (await fetch(`${sandbox.url}/_sandbox/ledger`)).json() as Promise<{ intents: object[]; totals: object }>;

beforeEach(async () => {
  webhookUrl = undefined;
  folder = await mkdtemp(join(tmpdir(), 'cardstock-payments-'));
  await start();
});

afterEach(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a payment', () => {
  it('is authorized, captured and refunded in parts', async () => {
    const intent = await authorized();
    expect(intent).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 2_500,
      metadata: { orderId: 'order-1' },
    });

    const captured = await client().paymentIntents.capture(intent.id, {
      amount_to_capture: 2_000,
      expand: ['latest_charge'],
    });
    expect(captured).toMatchObject({
      ...{ status: 'succeeded', amount_received: 2_000, amount_capturable: 0 },
      latest_charge: { amount_captured: 2_000, payment_method_details: { card: { brand: 'visa', last4: '4242' } } },
    });

    const refund = await client().refunds.create({ payment_intent: intent.id, amount: 500, metadata: { line: '1' } });
    expect(refund).toMatchObject({ amount: 500, status: 'succeeded', payment_intent: intent.id });
    expect(await client().refunds.retrieve(refund.id)).toMatchObject({ id: refund.id });
    await client().refunds.create({ payment_intent: intent.id });
    const { data } = await client().refunds.list({ payment_intent: intent.id });
    expect(data.map(({ amount }) => amount)).toEqual([1_500, 500]);
    await expect(client().refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    expect((await ledger()).totals).toEqual({ eur: { authorized: 2_500, captured: 2_000, refunded: 2_000 } });
  });

  it('is confirmed later, or canceled', async () => {
    const open = await authorized({ confirm: false });
    expect(open.status).toBe('requires_confirmation');
    expect(await client().paymentIntents.confirm(open.id)).toMatchObject({ status: 'requires_capture' });
    expect(await client().paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      ...{ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 },
    });
  });

  it('is captured at once when nobody asks to wait', async () => {
    const intent = await authorized({ capture_method: 'automatic', payment_method: 'pm_card_mastercard' });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2_500 });
  });

  it('is found again by id, in pages and by metadata', async () => {
    const first = await authorized();
    const second = await authorized({ metadata: { orderId: 'order-2' } });
    expect(await client().paymentIntents.retrieve(first.id)).toMatchObject({ id: first.id });

    const page = await client().paymentIntents.list({ limit: 1 });
    expect([page.has_more, page.data.map(({ id }) => id)]).toEqual([true, [second.id]]);
    const all = await client().paymentIntents.list({ limit: 1 }).autoPagingToArray({ limit: 10 });
    expect(all.map(({ id }) => id)).toEqual([second.id, first.id]);

    const query = "metadata['orderId']:'order-1' AND status:'requires_capture'";
    const { data } = await client().paymentIntents.search({ query });
    expect(data.map(({ id }) => id)).toEqual([first.id]);
  });

  it('waits for the customer to authenticate, unless nobody is there to do it', async () => {
    const payment_method = 'pm_card_authenticationRequired';
    expect(await authorized({ payment_method })).toMatchObject({ status: 'requires_action' });
    await expect(authorized({ payment_method, off_session: true })).rejects.toMatchObject({
      code: 'authentication_required',
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ])(
    'of %s names its reason and leaves an intent that can be tried again',
    async (payment_method, code, decline_code) => {
      const refusal: Stripe.errors.StripeCardError = await authorized({ payment_method }).then(fail, (error) => error);
      expect(refusal).toBeInstanceOf(Stripe.errors.StripeCardError);
      expect(refusal).toMatchObject({ statusCode: 402, code, decline_code });
      const id = refusal.payment_intent?.id ?? '';
      expect(refusal.payment_intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
      expect(await client().paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).toMatchObject({
        status: 'requires_capture',
      });
    },
  );

  const fail = () => {
    throw new Error('the card should have been declined');
  };

  it.each([
    [{ amount: 0 }, { param: 'amount', code: 'parameter_invalid_integer' }],
    [{ amount: 12.5 }, { param: 'amount', code: 'parameter_invalid_integer' }],
    [{ amount: 10 }, { param: 'amount', code: 'amount_too_small' }],
    [{ currency: 'xyz' }, { param: 'currency' }],
    [{ payment_method: 'pm_card_unknown' }, { param: 'payment_method', code: 'resource_missing', statusCode: 404 }],
    [{ colour: 'blue' }, { param: 'colour', code: 'parameter_unknown' }],
  ])('of the parameters %j names the wrong one', async (changes, error) => {
    await expect(authorized(changes as Partial<Stripe.PaymentIntentCreateParams>)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      ...error,
    });
    expect((await ledger()).intents).toEqual([]);
  });

  it('of a missing amount says that it is missing', async () => {
    const request = client().paymentIntents.create({ currency: 'eur' } as Stripe.PaymentIntentCreateParams);
    await expect(request).rejects.toMatchObject({ code: 'parameter_missing', param: 'amount' });
  });

  it('of a step that does not fit the state carries the intent', async () => {
    const { id } = await authorized({ capture_method: 'automatic' });
    const unexpected = {
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    };
    await expect(client().paymentIntents.capture(id)).rejects.toMatchObject(unexpected);
    await expect(client().paymentIntents.cancel(id)).rejects.toMatchObject(unexpected);
    await expect(client().paymentIntents.confirm(id)).rejects.toMatchObject(unexpected);
  });

  it('of too much money names the parameter', async () => {
    const { id } = await authorized();
    await expect(client().paymentIntents.capture(id, { amount_to_capture: 2_501 })).rejects.toMatchObject({
      code: 'amount_too_large',
    });
    await expect(client().refunds.create({ payment_intent: id })).rejects.toMatchObject({ statusCode: 400 });
    await client().paymentIntents.capture(id);
    await expect(client().refunds.create({ payment_intent: id, amount: 2_501 })).rejects.toMatchObject({
      param: 'amount',
    });
  });

  it('of an unknown id, path or key has its own class', async () => {
    await expect(client().paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(client().customers.create({})).rejects.toMatchObject({ statusCode: 404 });
    const stranger = client({ key: 'sk_test_other' });
    await expect(stranger.paymentIntents.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  });
});

describe('an idempotency key', () => {
  const idempotencyKey = 'order-1/authorize';

  it('gives the same answer to the same request, and moves the money once', async () => {
    const first = await client().paymentIntents.create(anIntent(), { idempotencyKey });
    const second = await client().paymentIntents.create(anIntent(), { idempotencyKey });
    expect(second.id).toBe(first.id);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await ledger()).intents).toHaveLength(1);
  });

  it('is refused for another request', async () => {
    const { id } = await client().paymentIntents.create(anIntent(), { idempotencyKey });
    const other = client().paymentIntents.create(anIntent({ amount: 9_900 }), { idempotencyKey });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    await expect(client().paymentIntents.capture(id, {}, { idempotencyKey })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
  });

  it('repeats a decline, too, even after a restart', async () => {
    const request = () =>
      client().paymentIntents.create(anIntent({ payment_method: 'pm_card_chargeDeclined' }), { idempotencyKey });
    const declined = { statusCode: 402, decline_code: 'generic_decline' };
    await expect(request()).rejects.toMatchObject(declined);
    await sandbox.stop();
    await start();
    await expect(request()).rejects.toMatchObject({ ...declined, headers: { 'idempotent-replayed': 'true' } });
    expect((await ledger()).intents).toHaveLength(1);
  });

  it('does not remember wrong parameters', async () => {
    await expect(client().paymentIntents.create(anIntent({ amount: 1 }), { idempotencyKey })).rejects.toMatchObject({
      param: 'amount',
    });
    await expect(client().paymentIntents.create(anIntent(), { idempotencyKey })).resolves.toMatchObject({
      amount: 2_500,
    });
  });
});

describe('a fault', () => {
  it('that answers nothing after the charge is healed by asking again with the same key', async () => {
    await addFault({ match: { path: '/v1/payment_intents', method: 'post' }, action: 'timeoutAfterCharge', times: 1 });
    const idempotencyKey = 'order-1/authorize';
    const lost = client({ timeout: 150 }).paymentIntents.create(anIntent(), { idempotencyKey });
    await expect(lost).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);

    const again = await client().paymentIntents.create(anIntent(), { idempotencyKey });
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await ledger()).intents).toEqual([expect.objectContaining({ id: again.id, status: 'requires_capture' })]);
  });

  it('can be an outage, a decline or a slow answer', async () => {
    await addFault({ action: 'fail500', times: 1 });
    await expect(authorized()).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
    await addFault({ match: { paymentMethod: 'pm_card_mastercard' }, action: 'decline' });
    await expect(authorized({ payment_method: 'pm_card_mastercard' })).rejects.toMatchObject({ code: 'card_declined' });
    await expect(authorized()).resolves.toMatchObject({ status: 'requires_capture' });
    await addFault({ match: { path: '/v1/payment_intents/*/capture' }, action: 'delay', delayMs: 300 });
    const { id } = await authorized();
    await expect(client({ timeout: 100 }).paymentIntents.capture(id)).rejects.toMatchObject({
      type: 'StripeConnectionError',
    });
  });

  it('is listed, validated and taken back', async () => {
    expect((await addFault({ action: 'explode' })).status).toBe(400);
    await addFault({ action: 'fail500' });
    const faults = await fetch(`${sandbox.url}/_sandbox/faults`);
    expect(await faults.json()).toMatchObject([{ action: 'fail500', struck: 0 }]);
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    await expect(authorized()).resolves.toMatchObject({ status: 'requires_capture' });
  });
});

describe('a webhook', () => {
  let receiver: Server;
  let received: Stripe.Event[];
  let refusals: number;
  let arrived: () => void;

  const receivedTypes = () => received.map(({ type }) => type);

  const untilReceived = async (count: number) => {
    while (received.length < count) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };

  beforeEach(async () => {
    [received, refusals, arrived] = [[], 0, () => undefined];
    receiver = createServer(async (request, response) => {
      const signature = String(request.headers['stripe-signature']);
      const event = client().webhooks.constructEvent(await text(request), signature, webhookSecret);
      if (refusals > 0) {
        refusals -= 1;
        response.writeHead(503).end();
        return;
      }
      received.push(event);
      response.writeHead(200).end();
      arrived();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`;
    await sandbox.stop();
    await start();
  });

  afterEach(async () => {
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('is signed, and sent for each step of the money', async () => {
    const { id } = await authorized();
    await client().paymentIntents.capture(id);
    await client().refunds.create({ payment_intent: id });
    await expect(authorized({ payment_method: 'pm_card_chargeDeclined' })).rejects.toThrow('declined');
    await client().paymentIntents.cancel((await authorized({ confirm: false })).id);
    await untilReceived(5);
    expect(receivedTypes().toSorted()).toEqual([
      'charge.refunded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
    expect(received[0]?.data.object).toMatchObject({ id, metadata: { orderId: 'order-1' } });
  });

  it('is sent again until it is taken', async () => {
    refusals = 2;
    await authorized();
    await untilReceived(1);
    expect(receivedTypes()).toEqual(['payment_intent.amount_capturable_updated']);
  });

  it('that a stop kept back is sent by the next start', async () => {
    refusals = Number.POSITIVE_INFINITY;
    await authorized();
    await sandbox.stop();
    refusals = 0;
    await start();
    await untilReceived(1);
  });

  it('comes twice or late when a fault wants it', async () => {
    await addFault({ action: 'duplicateWebhook', times: 1 });
    await authorized();
    await untilReceived(2);
    expect(received[0]?.id).toBe(received[1]?.id);

    await addFault({ action: 'lateWebhook', times: 1, delayMs: 200 });
    const before = Date.now();
    await authorized();
    await untilReceived(3);
    expect(Date.now() - before).toBeGreaterThanOrEqual(199);
  });
});

it('keeps its books over a restart, without the half line that a kill leaves', async () => {
  const { id } = await authorized();
  const before = await ledger();
  await sandbox.stop();
  await appendFile(join(folder, 'payments.jsonl'), '{"intents":[{"id":"pi_half');
  await start();
  expect(await ledger()).toEqual(before);
  await client().paymentIntents.capture(id);
  await sandbox.stop();
  await start();
  expect(await client().paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' });
});
