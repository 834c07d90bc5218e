import { newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPromotion, askPromotion, SUPPORT, usesOf } from './checkout-journey.ts';
import { anInput, place, placed, reaches, reserve } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
});
afterAll(async () => {
  expect(await world.sql('select * from promotion_breach')).toEqual([]);
  await world.stop();
});

const refusal = async (promotionCodes: readonly string[], viewer = customer) => {
  const { data, errors } = await place(world, viewer, anInput({ promotionCodes }));
  expect(errors).toBeUndefined();
  return data.placeOrder as unknown as { __typename: string; code: string };
};

const cancel = (orderId: string) =>
  world.ask(customer, 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }', {
    input: { orderId, reason: 'changed my mind' },
  });

describe('a promotion code', () => {
  it('takes its part off the goods, in any case that it is typed in', async () => {
    await aPromotion(world, { code: 'ten-off' });
    const { totals } = await placed(world, customer, { promotionCodes: [' Ten-Off '] });
    expect(totals).toMatchObject({
      subtotal: { amount: 3000 },
      discount: { amount: 300 },
      grandTotal: { amount: 3199 },
    });
    expect(await usesOf(world, 'TEN-OFF')).toEqual({ counted: 1, orders: 1 });
  });

  it('goes with one for free shipping', async () => {
    await aPromotion(world, { code: 'FIVE', kind: 'FIXED', value: 500 });
    await aPromotion(world, { code: 'FREE', kind: 'FREE_SHIPPING', value: 0 });
    const { totals } = await placed(world, customer, { promotionCodes: ['FREE', 'FIVE'] });
    expect(totals).toMatchObject({ discount: { amount: 500 }, shipping: { amount: 0 }, grandTotal: { amount: 2500 } });
    expect((await refusal(['FIVE', 'TEN-OFF'])).code).toBe('PROMOTION_NOT_APPLICABLE');
  });

  it.each([
    ['that there is not', 'NEVER', {}],
    ['that was switched off', 'OFF', { isActive: false }],
    ['for dearer goods', 'DEAR', { minSubtotal: 3001 }],
    ['that has ended', 'ENDED', { validTo: '2020-01-01T00:00:00Z' }],
    ['that begins later', 'LATER', { validFrom: '2999-01-01T00:00:00Z' }],
  ])('%s is refused', async (_what, code, { isActive, ...changes }: Record<string, unknown>) => {
    if (code !== 'NEVER') {
      const id = await aPromotion(world, { code, ...changes });
      if (isActive === false) await askPromotion(world, SUPPORT, 'updatePromotion', { id, isActive });
    }
    expect(await refusal([code])).toMatchObject({ __typename: 'PromotionNotApplicable' });
  });

  it.each(["'; drop table promotion; --", '%', '__proto__', '🃏', 'ß'])(
    'such as %s is only a code that there is not',
    async (code) => {
      expect(await refusal([code])).toMatchObject({ code: 'PROMOTION_NOT_APPLICABLE' });
    },
  );

  it.each([[['A\u0000']], [['x'.repeat(41)]], [['']], [['A', 'B', 'C', 'D', 'E', 'F']]])(
    'list like %j is bad input',
    async (promotionCodes) => {
      const { errors } = await place(world, customer, anInput({ promotionCodes }));
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  it('cannot make an order so cheap that nobody can be charged for it', async () => {
    await aPromotion(world, { code: 'ALL', value: 10_000 });
    await aPromotion(world, { code: 'SENT', kind: 'FREE_SHIPPING', value: 0 });
    expect(await refusal(['ALL', 'SENT'])).toMatchObject({
      __typename: 'PromotionNotApplicable',
      reason: 'TOTAL_TOO_LOW',
    });
    const { totals } = await placed(world, customer, { promotionCodes: ['ALL'] });
    expect(totals.grandTotal.amount).toBe(499);
    expect(await usesOf(world, 'SENT')).toEqual({ counted: 0, orders: 0 });
  });

  it('with limit 1 makes one order of 50 at once; the others are refused and leave no trace', async () => {
    await aPromotion(world, { code: 'ONCE', usageLimit: 1 });
    const buyers = Array.from({ length: 50 }, () => aUser());
    const answers = await Promise.all(buyers.map((buyer) => refusal(['ONCE'], buyer)));
    const names = answers.map(({ __typename }) => __typename).sort();
    expect(names).toEqual(
      [...Array<string>(1).fill('PlaceOrderSuccess'), ...Array<string>(49).fill('PromotionNotApplicable')].sort(),
    );
    expect(await usesOf(world, 'ONCE')).toEqual({ counted: 1, orders: 1 });
    const ids = buyers.map(({ id }) => id);
    expect(await world.sql('select 1 from idempotency_key where customer_id = any($1::uuid[])', [ids])).toHaveLength(1);
  });

  it('with a limit per customer holds for one who orders at once, not for others', async () => {
    await aPromotion(world, { code: 'MINE', usageLimitPerCustomer: 2 });
    const buyer = aUser();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refusal(['MINE'], buyer)));
    expect(answers.filter(({ __typename }) => __typename === 'PlaceOrderSuccess')).toHaveLength(2);
    expect((await refusal(['MINE'], aUser())).__typename).toBe('PlaceOrderSuccess');
    expect(await usesOf(world, 'MINE')).toEqual({ counted: 3, orders: 3 });
  });

  it('is used once by 20 calls with one key', async () => {
    await aPromotion(world, { code: 'KEY', usageLimit: 1 });
    const input = anInput({ promotionCodes: ['KEY'] });
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(world, customer, input)));
    expect(new Set(answers.map(({ data }) => data.placeOrder.order?.id)).size).toBe(1);
    expect(await usesOf(world, 'KEY')).toEqual({ counted: 1, orders: 1 });
  });

  it('is given back with an order that is cancelled or rejected, once', async () => {
    await aPromotion(world, { code: 'BACK', usageLimit: 1 });
    const first = await placed(world, customer, { promotionCodes: ['BACK'] });
    expect((await refusal(['BACK'])).__typename).toBe('PromotionNotApplicable');
    await Promise.all([cancel(first.id), cancel(first.id)]);
    expect(await usesOf(world, 'BACK')).toEqual({ counted: 0, orders: 0 });
    const payment = { method: 'card', token: 'pm_card_chargeDeclined' };
    const second = await placed(world, customer, { promotionCodes: ['BACK'], payment });
    await reserve(world, second.id);
    await reaches(world, customer, second.id, 'REJECTED');
    await eventually(async () => expect(await usesOf(world, 'BACK')).toEqual({ counted: 0, orders: 0 }));
  });

  it('stays unused when the order cannot be stored, and its key free', async () => {
    await aPromotion(world, { code: 'ABORT', usageLimit: 1 });
    const input = anInput({ promotionCodes: ['ABORT'] });
    await world.sql(`alter table order_event add constraint no_more check (type <> 'OrderPlaced') not valid`);
    expect((await place(world, customer, input)).errors?.[0]?.extensions.code).toBe('INTERNAL');
    await world.sql('alter table order_event drop constraint no_more');
    expect(await usesOf(world, 'ABORT')).toEqual({ counted: 0, orders: 0 });
    expect((await place(world, customer, input)).data.placeOrder.__typename).toBe('PlaceOrderSuccess');
    expect(await usesOf(world, 'ABORT')).toEqual({ counted: 1, orders: 1 });
  });
});

describe('promotions', () => {
  const list = async (viewer = SUPPORT, args = '') =>
    world.ask<{ promotions: { nodes: { code: string }[]; totalCount: number; pageInfo: { endCursor: string } } }>(
      viewer,
      `{ promotions${args} { nodes { code } totalCount pageInfo { endCursor hasNextPage } } }`,
    );

  it('are kept by staff only', async () => {
    for (const [viewer, code] of [
      [customer, 'FORBIDDEN'],
      [ANONYMOUS, 'UNAUTHENTICATED'],
    ] as const) {
      const made = await askPromotion(world, viewer, 'createPromotion', {
        code: 'EVIL',
        kind: 'PERCENT',
        value: 10_000,
      });
      expect(made.errors?.[0]?.extensions.code).toBe(code);
      const listed = await world.ask(viewer, '{ promotions { totalCount } }');
      expect(listed.errors?.[0]?.extensions.code).toBe(code);
    }
  });

  it('have one code each, in whatever case', async () => {
    await aPromotion(world, { code: 'Same' });
    const again = await askPromotion(world, SUPPORT, 'createPromotion', { code: 'sAME', kind: 'FIXED', value: 1 });
    expect(again.data.result).toMatchObject({ __typename: 'PromotionCodeTaken', code: 'PROMOTION_CODE_TAKEN' });
  });

  it.each([
    [{ kind: 'PERCENT', value: 10_001 }, 'input.value'],
    [{ kind: 'PERCENT', value: 0 }, 'input.value'],
    [{ kind: 'FREE_SHIPPING', value: 1 }, 'input.value'],
    [{ value: -1 }, 'value'],
    [{ code: 'a b' }, 'code'],
    [{ usageLimit: 0 }, 'usageLimit'],
    [{ validFrom: '2026-02-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' }, 'validTo'],
  ])('are not made of %j', async (changes, field) => {
    const input = { code: 'GOOD', kind: 'PERCENT', value: 10, ...changes };
    const { errors } = await askPromotion(world, SUPPORT, 'createPromotion', input);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
  });

  it('are changed as far as is said; a limit does not get below the uses', async () => {
    const id = await aPromotion(world, { code: 'CHANGE', usageLimit: 5 });
    await placed(world, customer, { promotionCodes: ['CHANGE'] });
    await placed(world, customer, { promotionCodes: ['CHANGE'] });
    const tooLow = await askPromotion(world, SUPPORT, 'updatePromotion', { id, usageLimit: 1 });
    expect(tooLow.data.result).toMatchObject({ __typename: 'PromotionLimitTooLow', uses: 2 });
    const unlimited = await askPromotion(world, SUPPORT, 'updatePromotion', { id, usageLimit: null, value: 500 });
    expect(unlimited.data.result).toMatchObject({ usageLimit: null, value: 500, isActive: true });
    const gone = await askPromotion(world, SUPPORT, 'updatePromotion', { id: newId(), value: 1 });
    expect(gone.data.result).toMatchObject({ __typename: 'PromotionNotFound' });
    const query = `mutation ($id: ID!) { deactivatePromotion(id: $id) { ... on Promotion { isActive value } } }`;
    const { data } = await world.ask<{ deactivatePromotion: unknown }>(SUPPORT, query, { id });
    expect(data.deactivatePromotion).toEqual({ isActive: false, value: 500 });
  });

  it('are listed newest first, page by page, each once', async () => {
    const { data } = await list();
    const seen: string[] = [];
    let after = '';
    while (seen.length < data.promotions.totalCount) {
      const page = (await list(SUPPORT, `(first: 5${after ? `, after: "${after}"` : ''})`)).data.promotions;
      seen.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(data.promotions.totalCount);
    expect((await list(SUPPORT, '(isActive: false)')).data.promotions.nodes.map(({ code }) => code)).toContain('OFF');
    expect((await list(SUPPORT, '(after: "nonsense")')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
