import { newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { purgeCheckout } from '../src/persistence/checkout.repository.ts';
import { aPromotion, aQuote, askQuote, NEW_YORK, piecesIn, putIn, readCart, usesOf } from './checkout-journey.ts';
import { ADDRESS, anInput, place } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
});
beforeEach(() => {
  world.neighbours.isDown = false;
  world.neighbours.prices.set('A', 1500).set('B', 333);
  world.neighbours.shipping.set('EXPRESS', 1499);
});
afterAll(() => world.stop());

const order = async (quoteId: string, changes: Record<string, unknown> = {}, viewer = customer) =>
  (await place(world, viewer, anInput({ lines: undefined, quoteId, shippingAddress: NEW_YORK, ...changes }))).data
    .placeOrder as unknown as { __typename: string; problem?: string; order: { id: string; totals: unknown } };

const setPrice = (sku: string, amount: number) =>
  world.sql('update sku_price set amount = $2 where sku = $1', [sku, amount]);

describe('a quote', () => {
  it('tells lines, discounts, ways to send, taxes and totals that add up', async () => {
    await aPromotion(world, { code: 'QUOTED' });
    const lines = [
      { sku: 'A', quantity: 1 },
      { sku: 'B', quantity: 1 },
    ];
    const quote = await aQuote(world, customer, { lines, promotionCodes: ['quoted'], shippingOptionId: 'EXPRESS' });
    expect(quote.totals).toMatchObject({
      subtotal: { amount: 1833 },
      discount: { amount: 183 },
      shipping: { amount: 1499 },
      tax: { amount: 126 },
      grandTotal: { amount: 3275 },
    });
    expect(quote.lines.map(({ discount, tax }) => [discount.amount, tax.amount])).toEqual([
      [150, 54],
      [33, 12],
    ]);
    expect(quote.discounts).toEqual([{ code: 'QUOTED', kind: 'PERCENT', amount: { amount: 183 } }]);
    expect(quote).toMatchObject({
      taxes: [{ name: 'Sales tax', rate: 400, taxable: { amount: 3149 }, amount: { amount: 126 } }],
      shippingOptions: [
        { id: 'STANDARD', isChosen: false, isEstimated: false, price: { amount: 499 } },
        { id: 'EXPRESS', isChosen: true, price: { amount: 1499 } },
      ],
    });
    expect(new Date(quote.validUntil).getTime()).toBeGreaterThan(Date.now() + 29 * 60_000);
    expect(await usesOf(world, 'QUOTED')).toEqual({ counted: 0, orders: 0 });
  });

  it('is for guests, too, and without an address says that tax comes on top', async () => {
    const { id } = await putIn(world, ANONYMOUS, { sku: 'A', quantity: 1 });
    const quote = (await askQuote(world, ANONYMOUS, { cartId: id })).data.quote;
    expect(quote).toMatchObject({ __typename: 'Quote', totals: { tax: { amount: 0 }, grandTotal: { amount: 1999 } } });
    expect(quote.notes).toHaveLength(1);
    expect(await order(quote.id)).toMatchObject({ __typename: 'QuoteExpired', problem: 'DIFFERENT' });
  });

  it('is not made of nothing, of what is not sold, or sent in a way that there is not', async () => {
    expect(await aQuote(world, customer, { lines: undefined, cartId: newId() })).toMatchObject({ code: 'CART_EMPTY' });
    expect(await aQuote(world, customer, { lines: [{ sku: 'NONE', quantity: 1 }] })).toMatchObject({
      code: 'SKU_UNKNOWN',
    });
    expect(await aQuote(world, customer, { shippingOptionId: 'DRONE' })).toMatchObject({
      __typename: 'ShippingOptionUnavailable',
      shippingOptionId: 'DRONE',
    });
    expect(await aQuote(world, customer, { promotionCodes: ['NEVER'] })).toMatchObject({ reason: 'UNKNOWN' });
    const both = await askQuote(world, customer, { cartId: newId(), lines: [{ sku: 'A', quantity: 1 }] });
    expect(both.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('falls back to our copy of the standard rates while fulfilment is silent', async () => {
    await aQuote(world, customer);
    world.neighbours.isDown = true;
    const quote = await aQuote(world, customer);
    expect(quote.shippingOptions).toEqual([
      { id: 'STANDARD', isChosen: true, isEstimated: true, price: { amount: 499 } },
    ]);
    expect(quote.totals.grandTotal.amount).toBe(3639);
  });
});

describe('an order by a quote', () => {
  it('costs exactly what was quoted, whatever prices and codes have become', async () => {
    const id = await aPromotion(world, { code: 'PROMISED' });
    const quote = await aQuote(world, customer, { promotionCodes: ['PROMISED'], shippingOptionId: 'STANDARD' });
    await setPrice('A', 9_999);
    await world.sql('update promotion set is_active = false where id = $1', [id]);
    const placed = await order(quote.id, { expectedTotal: quote.totals.grandTotal.amount });
    await setPrice('A', 1_500);
    expect(placed.order.totals).toMatchObject({ grandTotal: quote.totals.grandTotal, discount: { amount: 300 } });
    expect(await usesOf(world, 'PROMISED')).toEqual({ counted: 1, orders: 1 });
  });

  it('is placed once, however many ask at once with keys of their own', async () => {
    const quote = await aQuote(world, customer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => order(quote.id)));
    expect(answers.filter(({ __typename }) => __typename === 'PlaceOrderSuccess')).toHaveLength(1);
    expect(answers.filter(({ problem }) => problem === 'USED')).toHaveLength(9);
  });

  it('is refused once the quote has ended, for somebody else, or for another address', async () => {
    const quote = await aQuote(world, customer);
    expect(await order(quote.id, { shippingAddress: ADDRESS })).toMatchObject({ problem: 'DIFFERENT' });
    expect(await order(quote.id, {}, aUser())).toMatchObject({ problem: 'UNKNOWN' });
    expect(await order(newId())).toMatchObject({ __typename: 'QuoteExpired', problem: 'UNKNOWN' });
    await world.sql('update quote set valid_until = now() where id = $1', [quote.id]);
    expect(await order(quote.id)).toMatchObject({ __typename: 'QuoteExpired', problem: 'EXPIRED' });
  });

  it('holds the limit of a code all the same', async () => {
    await aPromotion(world, { code: 'LAST', usageLimit: 1 });
    const quotes = await Promise.all(
      Array.from({ length: 3 }, () => aQuote(world, customer, { promotionCodes: ['LAST'] })),
    );
    const answers = await Promise.all(quotes.map(({ id }) => order(id)));
    expect(answers.filter(({ __typename }) => __typename === 'PlaceOrderSuccess')).toHaveLength(1);
    expect(await usesOf(world, 'LAST')).toEqual({ counted: 1, orders: 1 });
  });

  it('empties the cart that was quoted, and is refused once the cart holds less', async () => {
    const buyer = aUser();
    const { id: cartId } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    const [first, second] = [
      await aQuote(world, buyer, { lines: undefined, cartId }),
      await aQuote(world, buyer, { lines: undefined, cartId }),
    ];
    await putIn(world, buyer, { sku: 'B', quantity: 1 });
    expect((await order(first.id, {}, buyer)).__typename).toBe('PlaceOrderSuccess');
    expect(piecesIn(await readCart(world, buyer))).toEqual(['B:1']);
    expect(await order(first.id, {}, buyer)).toMatchObject({ __typename: 'QuoteExpired', problem: 'USED' });
    expect(await order(second.id, {}, buyer)).toMatchObject({ __typename: 'QuoteExpired', problem: 'DIFFERENT' });
  });

  it('takes codes and shipping from the quote only', async () => {
    const quote = await aQuote(world, customer);
    const input = anInput({ lines: undefined, quoteId: quote.id, shippingAddress: NEW_YORK, promotionCodes: ['X'] });
    expect((await place(world, customer, input)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const withLines = anInput({ quoteId: quote.id });
    expect((await place(world, customer, withLines)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('quotes and carts that are over', () => {
  it('are forgotten, the others stay', async () => {
    const [old, young] = [await aQuote(world, customer), await aQuote(world, customer)];
    await world.sql(`update quote set valid_until = now() - interval '2 days' where id = $1`, [old.id]);
    const before = new Date(Date.now() - 86_400_000);
    const isMore = await purgeCheckout(world.sql, { quotes: before, carts: before }, 500);
    expect(isMore).toBe(false);
    const left = await world.sql<{ id: string }>('select id from quote where id = any($1::uuid[])', [
      [old.id, young.id],
    ]);
    expect(left).toEqual([{ id: young.id }]);
  });
});

describe('an order without a quote', () => {
  it('is taxed by its address and does not ask fulfilment for standard shipping', async () => {
    world.neighbours.questions.length = 0;
    const { data } = await place(world, customer, anInput({ shippingAddress: NEW_YORK, expectedTotal: 3639 }));
    expect(data.placeOrder.order.totals).toMatchObject({ tax: { amount: 140 }, grandTotal: { amount: 3639 } });
    expect(world.neighbours.questions.filter((question) => question.includes('shippingOptions'))).toEqual([]);
  });

  it('is sent as wished, and tells afterwards how its total came about', async () => {
    const { data } = await place(world, customer, anInput({ shippingOptionId: 'EXPRESS' }));
    expect(data.placeOrder.order.totals).toMatchObject({ shipping: { amount: 1499 }, grandTotal: { amount: 4499 } });
    const query =
      'query ($id: ID!) { order(id: $id) { pricing { shippingOptionId discounts { code } taxes { name } } } }';
    const found = await world.ask(customer, query, { id: data.placeOrder.order.id });
    expect(found.data).toEqual({ order: { pricing: { shippingOptionId: 'EXPRESS', discounts: [], taxes: [] } } });
    const refused = (await place(world, customer, anInput({ shippingOptionId: 'DRONE' }))).data.placeOrder;
    expect(refused).toMatchObject({ __typename: 'ShippingOptionUnavailable' });
  });
});
