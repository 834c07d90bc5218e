import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ADDRESS, placed, reaches, read, reserve } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const staff = aUser(['SUPPORT']);
const SLOW_MS = 2_500;

beforeAll(async () => {
  world = await startOrderWorld({
    ...{ FRAUD_CHECK_FROM: '3000', FRAUD_LARGE_AMOUNT: '10000', FRAUD_MANY_ORDERS: '50', FRAUD_MANY_TOKENS: '3' },
    ...{ FRAUD_REVIEW_SCORE: '60', FRAUD_REJECT_SCORE: '80', PAYMENT_REVIEW_WITHIN_MS: String(SLOW_MS) },
    SAGA_WATCH_EVERY_MS: '50',
  });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => expect(await breaches(world)).toEqual([]));
afterAll(() => world.stop());

const QUERY = `query ($id: ID!) { order(id: $id) { status payment { status failureCode fraud { score decision reasons } } } }`;

interface Shown {
  order: { status: string; payment: { status: string; failureCode: string | null; fraud: object | null } };
}
const show = async (id: string, viewer = staff) => (await world.ask<Shown>(viewer, QUERY, { id })).data.order;

const review = (verb: 'approve' | 'reject', orderId: string, viewer = staff) =>
  world.ask<Record<string, { __typename: string; code?: string }>>(
    viewer,
    `mutation ($id: ID!) { answer: ${verb}Payment(input: { orderId: $id }) { __typename ... on DomainError { code } } }`,
    { id: orderId },
  );

const buy = async (customer: ReturnType<typeof aUser>, quantity: number, countryCode = 'US') => {
  const lines = [{ sku: 'A', quantity }];
  const { id } = await placed(world, customer, { lines, shippingAddress: { ...ADDRESS, countryCode } });
  await reserve(world, id);
  return id;
};

/** A large order to a new country. */
const suspicious = async () => {
  const customer = aUser();
  await reaches(world, customer, await buy(customer, 2), 'CONFIRMED');
  const id = await buy(customer, 20, 'FR');
  await eventually(async () => expect((await show(id)).payment.status).toBe('IN_REVIEW'));
  return { id, customer };
};

describe('a suspicious payment', () => {
  it('is shown to staff only, and the provider is not asked for it', async () => {
    const { id, customer } = await suspicious();
    expect((await show(id)).payment.fraud).toEqual({
      ...{ score: 60, decision: 'REVIEW' },
      reasons: ['large_amount', 'new_country'],
    });
    expect((await show(id, customer)).payment.fraud).toBeNull();
    expect(await intentsOf(world, id)).toEqual([]);
  });

  it('goes on when staff approve it', async () => {
    const { id, customer } = await suspicious();
    expect((await review('approve', id, customer)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await review('approve', id)).data['answer']?.__typename).toBe('PaymentSuccess');
    await reaches(world, customer, id, 'CONFIRMED');
    expect((await review('approve', id)).data['answer']?.code).toBe('ORDER_STATE_ILLEGAL');
    expect((await review('approve', newId())).data['answer']?.code).toBe('ORDER_UNKNOWN');
  });

  it('ends its order when staff reject it', async () => {
    const { id, customer } = await suspicious();
    await review('reject', id);
    expect((await reaches(world, customer, id, 'REJECTED')).payment.failureCode).toBe('fraud_rejected');
    expect(await intentsOf(world, id)).toEqual([]);
  });

  it('ends its order when nobody looks at it in time', async () => {
    const { id, customer } = await suspicious();
    expect((await reaches(world, customer, id, 'REJECTED')).payment.failureCode).toBe('review_expired');
    expect((await read(world, customer, id))?.payment.status).toBe('DECLINED');
  });

  it('is declined at once where too much is odd', async () => {
    const customer = aUser();
    for (const token of ['pm_card_visa', 'pm_card_amex']) {
      const { id } = await placed(world, customer, { payment: { method: 'card', token } });
      await reserve(world, id);
      await reaches(world, customer, id, 'CONFIRMED');
    }
    const lines = [{ sku: 'A', quantity: 20 }];
    const { id } = await placed(world, customer, { lines, payment: { method: 'card', token: 'pm_card_mastercard' } });
    await reserve(world, id);
    expect((await reaches(world, customer, id, 'REJECTED')).payment.failureCode).toBe('fraud_suspected');
    expect((await show(id)).payment.fraud).toMatchObject({
      decision: 'REJECT',
      reasons: ['large_amount', 'many_tokens'],
    });
  });
});

describe('a small payment', () => {
  it('is not looked at', async () => {
    const customer = aUser();
    const id = await buy(customer, 1);
    await reaches(world, customer, id, 'CONFIRMED');
    expect((await show(id)).payment.fraud).toBeNull();
  });
});
