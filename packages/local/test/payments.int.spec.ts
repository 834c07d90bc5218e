import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { anIntent, startTestSandbox, type TestSandbox } from './payment-sandbox.ts';

let sandbox: TestSandbox;

beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.remove());

describe('a payment', () => {
  it('is authorized, captured and refunded in parts', async () => {
    const intent = await sandbox.authorized();
    expect(intent).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 2_500,
      metadata: { orderId: 'order-1' },
    });

    const captured = await sandbox.client().paymentIntents.capture(intent.id, {
      amount_to_capture: 2_000,
      expand: ['latest_charge'],
    });
    expect(captured).toMatchObject({
      ...{ status: 'succeeded', amount_received: 2_000, amount_capturable: 0 },
      latest_charge: { amount_captured: 2_000, payment_method_details: { card: { brand: 'visa', last4: '4242' } } },
    });

    const refund = await sandbox
      .client()
      .refunds.create({ payment_intent: intent.id, amount: 500, metadata: { line: '1' } });
    expect(refund).toMatchObject({ amount: 500, status: 'succeeded', payment_intent: intent.id });
    expect(await sandbox.client().refunds.retrieve(refund.id)).toMatchObject({ id: refund.id });
    await sandbox.client().refunds.create({ payment_intent: intent.id });
    const { data } = await sandbox.client().refunds.list({ payment_intent: intent.id });
    expect(data.map(({ amount }) => amount)).toEqual([1_500, 500]);
    await expect(sandbox.client().refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    expect((await sandbox.ledger()).totals).toEqual({ eur: { authorized: 2_500, captured: 2_000, refunded: 2_000 } });
  });

  it('is confirmed later, or canceled', async () => {
    const open = await sandbox.authorized({ confirm: false });
    expect(open.status).toBe('requires_confirmation');
    expect(await sandbox.client().paymentIntents.confirm(open.id)).toMatchObject({ status: 'requires_capture' });
    expect(await sandbox.client().paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      ...{ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 },
    });
  });

  it('is captured at once when nobody asks to wait', async () => {
    const intent = await sandbox.authorized({ capture_method: 'automatic', payment_method: 'pm_card_mastercard' });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2_500 });
  });

  it('is found again by id, in pages and by metadata', async () => {
    const first = await sandbox.authorized();
    const second = await sandbox.authorized({ metadata: { orderId: 'order-2' } });
    expect(await sandbox.client().paymentIntents.retrieve(first.id)).toMatchObject({ id: first.id });

    const page = await sandbox.client().paymentIntents.list({ limit: 1 });
    expect([page.has_more, page.data.map(({ id }) => id)]).toEqual([true, [second.id]]);
    const all = await sandbox.client().paymentIntents.list({ limit: 1 }).autoPagingToArray({ limit: 10 });
    expect(all.map(({ id }) => id)).toEqual([second.id, first.id]);

    const query = "metadata['orderId']:'order-1' AND status:'requires_capture'";
    const { data } = await sandbox.client().paymentIntents.search({ query });
    expect(data.map(({ id }) => id)).toEqual([first.id]);
  });

  it('waits for the customer to authenticate, unless nobody is there to do it', async () => {
    const payment_method = 'pm_card_authenticationRequired';
    expect(await sandbox.authorized({ payment_method })).toMatchObject({ status: 'requires_action' });
    await expect(sandbox.authorized({ payment_method, off_session: true })).rejects.toMatchObject({
      code: 'authentication_required',
    });
  });
});

describe('a payment that has to be authenticated', () => {
  const payment_method = 'pm_card_authenticationRequired';
  const return_url = 'http://localhost:4000/';

  it('leads to a page, where the customer passes', async () => {
    const changes = { payment_method, return_url, automatic_payment_methods: { enabled: true } };
    const { id, next_action } = await sandbox.authorized(changes);
    const { url, return_url: back } = next_action?.redirect_to_url ?? {};
    expect([url, back]).toEqual([`${sandbox.url}/_sandbox/authenticate/${id}`, return_url]);
    expect(await (await fetch(url ?? '')).text()).toContain(id);
    await sandbox.happen(id, 'authenticate');
    expect(await sandbox.client().paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
  });

  it('or fails, and may try another card', async () => {
    const { id } = await sandbox.authorized({ payment_method });
    await sandbox.happen(id, 'fail');
    const failed = await sandbox.client().paymentIntents.retrieve(id);
    expect(failed.status).toBe('requires_payment_method');
    expect(failed.last_payment_error?.code).toBe('payment_intent_authentication_failure');
  });
});

describe('link', () => {
  it('is taken where it is allowed, and declines as cards do', async () => {
    const allowed_payment_method_types: ['link'] = ['link'];
    const good = await sandbox.authorized({ payment_method: 'pm_link', allowed_payment_method_types });
    expect(good).toMatchObject({ status: 'requires_capture', payment_method_types: ['link'] });
    await expect(
      sandbox.authorized({ payment_method: 'pm_card_visa', allowed_payment_method_types }),
    ).rejects.toMatchObject({
      param: 'payment_method',
    });
    await expect(
      sandbox.authorized({ payment_method: 'pm_link_declined', allowed_payment_method_types }),
    ).rejects.toMatchObject({ decline_code: 'generic_decline' });
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
      const refusal: Stripe.errors.StripeCardError = await sandbox
        .authorized({ payment_method })
        .then(fail, (error) => error);
      expect(refusal).toBeInstanceOf(Stripe.errors.StripeCardError);
      expect(refusal).toMatchObject({ statusCode: 402, code, decline_code });
      const id = refusal.payment_intent?.id ?? '';
      expect(refusal.payment_intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
      expect(await sandbox.client().paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).toMatchObject({
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
    await expect(sandbox.authorized(changes as Partial<Stripe.PaymentIntentCreateParams>)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      ...error,
    });
    expect((await sandbox.ledger()).intents).toEqual([]);
  });

  it('of a missing amount says that it is missing', async () => {
    const request = sandbox.client().paymentIntents.create({ currency: 'eur' } as Stripe.PaymentIntentCreateParams);
    await expect(request).rejects.toMatchObject({ code: 'parameter_missing', param: 'amount' });
  });

  it('of a step that does not fit the state carries the intent', async () => {
    const { id } = await sandbox.authorized({ capture_method: 'automatic' });
    const unexpected = {
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    };
    await expect(sandbox.client().paymentIntents.capture(id)).rejects.toMatchObject(unexpected);
    await expect(sandbox.client().paymentIntents.cancel(id)).rejects.toMatchObject(unexpected);
    await expect(sandbox.client().paymentIntents.confirm(id)).rejects.toMatchObject(unexpected);
  });

  it('of too much money names the parameter', async () => {
    const { id } = await sandbox.authorized();
    await expect(sandbox.client().paymentIntents.capture(id, { amount_to_capture: 2_501 })).rejects.toMatchObject({
      code: 'amount_too_large',
    });
    await expect(sandbox.client().refunds.create({ payment_intent: id })).rejects.toMatchObject({ statusCode: 400 });
    await sandbox.client().paymentIntents.capture(id);
    await expect(sandbox.client().refunds.create({ payment_intent: id, amount: 2_501 })).rejects.toMatchObject({
      param: 'amount',
    });
  });

  it('of an unknown id, path or key has its own class', async () => {
    await expect(sandbox.client().paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(sandbox.client().customers.create({})).rejects.toMatchObject({ statusCode: 404 });
    const stranger = sandbox.client({ key: 'sk_test_other' });
    await expect(stranger.paymentIntents.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  });
});

describe('an idempotency key', () => {
  const idempotencyKey = 'order-1/authorize';

  it('gives the same answer to the same request, and moves the money once', async () => {
    const first = await sandbox.client().paymentIntents.create(anIntent(), { idempotencyKey });
    const second = await sandbox.client().paymentIntents.create(anIntent(), { idempotencyKey });
    expect(second.id).toBe(first.id);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await sandbox.ledger()).intents).toHaveLength(1);
  });

  it('is refused for another request', async () => {
    const { id } = await sandbox.client().paymentIntents.create(anIntent(), { idempotencyKey });
    const other = sandbox.client().paymentIntents.create(anIntent({ amount: 9_900 }), { idempotencyKey });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    await expect(sandbox.client().paymentIntents.capture(id, {}, { idempotencyKey })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
  });

  it('repeats a decline, too, even after a restart', async () => {
    const request = () =>
      sandbox
        .client()
        .paymentIntents.create(anIntent({ payment_method: 'pm_card_chargeDeclined' }), { idempotencyKey });
    const declined = { statusCode: 402, decline_code: 'generic_decline' };
    await expect(request()).rejects.toMatchObject(declined);
    await sandbox.restart();
    await expect(request()).rejects.toMatchObject({ ...declined, headers: { 'idempotent-replayed': 'true' } });
    expect((await sandbox.ledger()).intents).toHaveLength(1);
  });

  it('does not remember wrong parameters', async () => {
    await expect(
      sandbox.client().paymentIntents.create(anIntent({ amount: 1 }), { idempotencyKey }),
    ).rejects.toMatchObject({
      param: 'amount',
    });
    await expect(sandbox.client().paymentIntents.create(anIntent(), { idempotencyKey })).resolves.toMatchObject({
      amount: 2_500,
    });
  });
});

describe('a fault', () => {
  it('that answers nothing after the charge is healed by asking again with the same key', async () => {
    await sandbox.addFault({
      match: { path: '/v1/payment_intents', method: 'post' },
      action: 'timeoutAfterCharge',
      times: 1,
    });
    const idempotencyKey = 'order-1/authorize';
    const lost = sandbox.client({ timeout: 1_000 }).paymentIntents.create(anIntent(), { idempotencyKey });
    await expect(lost).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);

    const again = await sandbox.client().paymentIntents.create(anIntent(), { idempotencyKey });
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await sandbox.ledger()).intents).toEqual([
      expect.objectContaining({ id: again.id, status: 'requires_capture' }),
    ]);
  });

  it('can be an outage, a decline or a slow answer', async () => {
    await sandbox.addFault({ action: 'fail500', times: 1 });
    await expect(sandbox.authorized()).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
    await sandbox.addFault({ match: { paymentMethod: 'pm_card_mastercard' }, action: 'decline' });
    await expect(sandbox.authorized({ payment_method: 'pm_card_mastercard' })).rejects.toMatchObject({
      code: 'card_declined',
    });
    await expect(sandbox.authorized()).resolves.toMatchObject({ status: 'requires_capture' });
    await sandbox.addFault({ match: { path: '/v1/payment_intents/*/capture' }, action: 'delay', delayMs: 300 });
    const { id } = await sandbox.authorized();
    await expect(sandbox.client({ timeout: 100 }).paymentIntents.capture(id)).rejects.toMatchObject({
      type: 'StripeConnectionError',
    });
  });

  it.each([
    ['stored500', 0],
    ['charged500', 1],
  ])('that is kept under the key is repeated for ever: %s', async (action, charged) => {
    await sandbox.addFault({ match: { method: 'post' }, action, times: 1 });
    const idempotencyKey = 'order-1:authorize:1';
    const ask = (key: string) => sandbox.client().paymentIntents.create(anIntent(), { idempotencyKey: key });
    await expect(ask(idempotencyKey)).rejects.toMatchObject({ statusCode: 500 });
    await expect(ask(idempotencyKey)).rejects.toMatchObject({ headers: { 'idempotent-replayed': 'true' } });
    expect((await sandbox.ledger()).intents).toHaveLength(charged);
    await expect(ask('order-1:authorize:2')).resolves.toMatchObject({ status: 'requires_capture' });
  });

  it('can make the search lag behind; lists never do', async () => {
    const { id, created } = await sandbox.authorized();
    await sandbox.addFault({ match: { path: '/v1/payment_intents/search' }, action: 'staleSearch' });
    const query = "metadata['orderId']:'order-1'";
    expect((await sandbox.client().paymentIntents.search({ query })).data).toEqual([]);
    const listed = await sandbox.client().paymentIntents.list({ created: { gte: created, lte: created + 60 } });
    expect(listed.data.map((intent) => intent.id)).toEqual([id]);
    expect((await sandbox.client().paymentIntents.list({ created: { lt: created } })).data).toEqual([]);
  });

  it('is listed, validated and taken back', async () => {
    expect((await sandbox.addFault({ action: 'explode' })).status).toBe(400);
    await sandbox.addFault({ action: 'fail500' });
    const faults = await fetch(`${sandbox.url}/_sandbox/faults`);
    expect(await faults.json()).toMatchObject([{ action: 'fail500', struck: 0 }]);
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    await expect(sandbox.authorized()).resolves.toMatchObject({ status: 'requires_capture' });
  });
});

it('keeps its books over a restart, without the half line that a kill leaves', async () => {
  const { id } = await sandbox.authorized();
  const before = await sandbox.ledger();
  await sandbox.stop();
  await appendFile(join(sandbox.folder, 'payments.jsonl'), '{"intents":[{"id":"pi_half');
  await sandbox.restart();
  expect(await sandbox.ledger()).toEqual(before);
  await sandbox.client().paymentIntents.capture(id);
  await sandbox.restart();
  expect(await sandbox.client().paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' });
});
