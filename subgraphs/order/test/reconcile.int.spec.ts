import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { confirmed, read } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, captured, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();
const staff = aUser(['SUPPORT']);

beforeAll(async () => {
  world = await startOrderWorld({
    ...{ PAYMENT_RECONCILE_EVERY_MS: '200', PAYMENT_ORPHAN_AFTER_MS: '1', PAYMENT_RECONCILE_OVERLAP_MS: '600000' },
    SAGA_WATCH_EVERY_MS: '50',
  });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => {
  await world.heal();
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

const outside = () => new Stripe('sk_test_order', { host: '127.0.0.1', port: world.payments.port, protocol: 'http' });

const strangePayment = (metadata: Record<string, string>) =>
  outside().paymentIntents.create({
    ...{ amount: 1234, currency: 'usd', capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' },
    metadata,
  });

const LIST = `query ($first: Int, $after: String) { paymentReconciliations(first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage }
  nodes { orderId paymentId kind resolution ours { amount } theirs { amount currency } } } }`;

interface Mismatch {
  orderId: string | null;
  paymentId: string;
  kind: string;
  resolution: string;
  ours: { amount: number };
  theirs: { amount: number };
}
interface Listed {
  paymentReconciliations: {
    totalCount: number;
    pageInfo: { endCursor: string; hasNextPage: boolean };
    nodes: Mismatch[];
  };
}

const mismatchOf = (paymentId: string): Promise<Mismatch> =>
  eventually(async () => {
    const { data } = await world.ask<Listed>(staff, LIST, { first: 100 });
    const found = data.paymentReconciliations.nodes.find((each) => each.paymentId === paymentId);
    expect(found).toBeDefined();
    return found as Mismatch;
  });

const CHECK = `query ($id: ID!) { order(id: $id) { payment { reconciliation { agrees checkedAt difference { amount currency } } } } }`;
interface Checked {
  order: { payment: { reconciliation: { agrees: boolean; difference: { amount: number } } | null } };
}

describe('the reconciliation', () => {
  it('says of an order that both books agree, to staff', async () => {
    const id = await captured(world, customer);
    await eventually(async () => {
      const { data } = await world.ask<Checked>(staff, CHECK, { id });
      expect(data.order.payment.reconciliation).toMatchObject({
        agrees: true,
        difference: { amount: 0, currency: 'USD' },
      });
    });
    expect((await world.ask<Checked>(customer, CHECK, { id })).data.order.payment.reconciliation).toBeNull();
  });

  it.each([
    ['of nobody', () => ({})],
    ['of an order that there is not', () => ({ orderId: newId() })],
  ])('lets go of money %s', async (_what, metadata) => {
    const { id } = await strangePayment(metadata());
    expect(await mismatchOf(id)).toMatchObject({ kind: 'ORPHAN', resolution: 'VOIDED', theirs: { amount: 1234 } });
    expect(await outside().paymentIntents.retrieve(id)).toMatchObject({ status: 'canceled' });
  });

  it('lets go of a second payment of an order that is paid', async () => {
    const orderId = await confirmed(world, customer);
    await world.fault({ match: { path: '/v1/payment_intents' }, action: 'lostWebhook' });
    const second = await strangePayment({ orderId });
    expect(await mismatchOf(second.id)).toMatchObject({ orderId, kind: 'ORPHAN', resolution: 'VOIDED' });
    const statuses = (await intentsOf(world, orderId)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['canceled', 'requires_capture']);
  });

  it('learns what no news told: a refund made elsewhere', async () => {
    const id = await captured(world, customer);
    const [intent] = await intentsOf(world, id);
    await world.fault({ match: { path: '/v1/refunds' }, action: 'lostWebhook' });
    await outside().refunds.create({ payment_intent: intent?.id ?? '', amount: 99 });
    expect(await mismatchOf(intent?.id ?? '')).toMatchObject({
      ...{ kind: 'REFUNDED_DIFFERS', resolution: 'HEALED', ours: { amount: 0 }, theirs: { amount: 99 } },
    });
    expect((await read(world, customer, id))?.payment.status).toBe('PARTIALLY_REFUNDED');
  });

  it('leaves to people what it cannot mend: money taken for nothing', async () => {
    const { id } = await strangePayment({ orderId: newId() });
    await outside().paymentIntents.capture(id);
    await eventually(async () => expect(await mismatchOf(id)).toMatchObject({ kind: 'ORPHAN', resolution: 'OPEN' }));
    await outside().refunds.create({ payment_intent: id });
  });

  it('is listed in pages, for staff', async () => {
    const { data } = await world.ask<Listed>(staff, LIST, { first: 1 });
    const { endCursor: after, hasNextPage } = data.paymentReconciliations.pageInfo;
    expect(hasNextPage).toBe(true);
    const next = await world.ask<Listed>(staff, LIST, { first: 1, after });
    expect(next.data.paymentReconciliations.nodes[0]).not.toEqual(data.paymentReconciliations.nodes[0]);
    expect((await world.ask<Listed>(customer, LIST)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await world.ask<Listed>(staff, LIST, { after: 'x' })).errors?.[0]?.extensions?.['code']).toBe(
      'BAD_USER_INPUT',
    );
  });
});
