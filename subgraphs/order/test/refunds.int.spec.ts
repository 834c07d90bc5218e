import { newId, RefundPayment } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { confirmed, read } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, captured, entriesOf, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();
const staff = aUser(['SUPPORT']);

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_TIMEOUT_MS: '300', PAYMENT_OPEN_MS: '200', SAGA_WATCH_EVERY_MS: '50' });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => {
  await world.heal();
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

const REFUND = `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename
  ... on RefundPaymentSuccess { order { id } } ... on RefundTooLarge { refundable { amount currency } }
  ... on DomainError { code } } }`;
const POST_REFUND = { path: '/v1/refunds', method: 'POST' };

type Answer = { refundPayment: { __typename: string; code?: string; refundable?: { amount: number } } };

const refund = (
  orderId: string,
  amount: number,
  { viewer = staff, key = newId() }: { viewer?: Viewer; key?: string } = {},
) => world.ask<Answer>(viewer, REFUND, { input: { orderId, amount, reason: 'damaged', idempotencyKey: key } });

const showsRefunded = (id: string, status: string) =>
  eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe(status));

const refundsAt = async (id: string): Promise<number[]> => {
  const [intent] = await intentsOf(world, id);
  const { refunds } = await world.ledger();
  return refunds.filter(({ payment_intent }) => payment_intent === intent?.id).map(({ amount }) => amount);
};

describe('a refund', () => {
  it('gives money back in parts, never more than was taken', async () => {
    const id = await captured(world, customer);
    expect((await refund(id, 1000)).data.refundPayment.__typename).toBe('RefundPaymentSuccess');
    await showsRefunded(id, 'PARTIALLY_REFUNDED');
    expect((await refund(id, 2500)).data.refundPayment).toEqual({
      __typename: 'RefundTooLarge',
      code: 'REFUND_TOO_LARGE',
      refundable: { amount: 2499, currency: 'USD' },
    });
    await refund(id, 2499);
    await showsRefunded(id, 'REFUNDED');
    expect(await refundsAt(id)).toEqual([1000, 2499]);
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499', 'CAPTURED 3499', 'REFUNDED 1000', 'REFUNDED 2499']);
  });

  it('of one key is given once, of many at once never too much in sum', async () => {
    const id = await captured(world, customer);
    const key = newId();
    await Promise.all([1, 2, 3, 4].map(() => refund(id, 500, { key })));
    expect((await refund(id, 501, { key })).data.refundPayment.code).toBe('IDEMPOTENCY_CONFLICT');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => refund(id, 1000)));
    const names = answers.map(({ data }) => data.refundPayment.__typename).toSorted();
    expect(names.filter((name) => name === 'RefundPaymentSuccess')).toHaveLength(2);
    await eventually(async () => expect((await refundsAt(id)).toSorted()).toEqual([1000, 1000, 500]));
  });

  it('is for staff, for orders there are, and for money that was taken', async () => {
    const id = await confirmed(world, customer);
    expect((await refund(id, 1)).data.refundPayment.code).toBe('ORDER_STATE_ILLEGAL');
    expect((await refund(newId(), 1)).data.refundPayment.code).toBe('ORDER_UNKNOWN');
    expect((await refund('x', 1)).data.refundPayment.code).toBe('ORDER_UNKNOWN');
    expect((await refund(id, 1, { viewer: customer })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await refund(id, 1, { viewer: { kind: 'anonymous' } })).errors?.[0]?.extensions?.['code']).toBe(
      'UNAUTHENTICATED',
    );
    for (const amount of [0, -5]) {
      expect((await refund(id, amount)).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });

  it.each(['fail500', 'stored500', 'charged500', 'timeoutAfterCharge'])('is given once through %s', async (action) => {
    const id = await captured(world, customer);
    await world.fault({ match: POST_REFUND, action, times: 1, delayMs: 600 });
    await refund(id, 700);
    await showsRefunded(id, 'PARTIALLY_REFUNDED');
    expect(await refundsAt(id)).toEqual([700]);
  });

  it('is given once however often it is asked for', async () => {
    const id = await captured(world, customer);
    await refund(id, 700);
    const [asked] = await eventually(async () => {
      const sent = await world.sent('RefundPayment', id);
      expect(sent).toHaveLength(1);
      return sent;
    });
    await world.tell(RefundPayment, RefundPayment.schema.parse(asked?.data));
    await showsRefunded(id, 'PARTIALLY_REFUNDED');
    if (asked) await world.repeat(asked);
    await refund(id, 1);
    await eventually(async () => expect((await refundsAt(id)).toSorted()).toEqual([1, 700]));
  });

  it('that the provider refuses for good gives the money free for another', async () => {
    const id = await captured(world, customer);
    const [intent] = await intentsOf(world, id);
    const outside = new Stripe('sk_test_order', { host: '127.0.0.1', port: world.payments.port, protocol: 'http' });
    await world.fault({ match: POST_REFUND, action: 'lostWebhook', times: 1 });
    await outside.refunds.create({ payment_intent: intent?.id ?? '', amount: 3000 });
    await refund(id, 1000);
    await eventually(async () => {
      const types = (await read(world, customer, id))?.history.map(({ type }) => type) ?? [];
      expect(types).toContain('RefundFailed');
    });
    await refund(id, 499);
    await eventually(async () => expect(await refundsAt(id)).toEqual([3000, 499]));
  });
});
