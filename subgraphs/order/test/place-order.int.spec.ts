import { newId, ProductsImported } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADDRESS, anInput, place, placed } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
});
beforeEach(() => {
  world.neighbours.isDown = false;
  world.neighbours.prices.set('A', 1500).set('B', 5000);
});
afterAll(() => world.stop());

const outcome = async (changes: Record<string, unknown>) =>
  (await place(world, customer, anInput(changes))).data.placeOrder;

const problem = async (changes: Record<string, unknown>) => {
  const { errors = [] } = await place(world, customer, anInput(changes));
  return { code: errors[0]?.extensions.code, message: errors[0]?.message };
};

const ordersInDatabase = async (customerId: string): Promise<number> => {
  const rows = await world.sql<{ count: string }>('select count(*) from order_summary where customer_id = $1', [
    customerId,
  ]);
  return Number(rows[0]?.count);
};

describe('placing an order', () => {
  it('answers with its lines, totals and flat shipping', async () => {
    const order = await placed(world, customer);
    expect(order).toMatchObject({ status: 'PENDING', version: 1, customer: { id: customer.id } });
    expect(order.totals).toMatchObject({
      subtotal: { amount: 3000 },
      shipping: { amount: 499 },
      grandTotal: { amount: 3499 },
    });
    expect(order.lines).toMatchObject([{ quantity: 2, unitPrice: { amount: 1500 }, variant: { sku: 'A' } }]);
    expect(order.number).toMatch(/^CS-\d{4}-[0-9A-Z]{8}$/);
  });

  it('ships for free from 50.00 on', async () => {
    const { totals } = await placed(world, customer, { lines: [{ sku: 'B', quantity: 1 }] });
    expect(totals).toMatchObject({ shipping: { amount: 0 }, grandTotal: { amount: 5000 } });
  });

  it('takes what people have in their addresses', async () => {
    const shippingAddress = { ...ADDRESS, name: '山田 太郎 🃏', line1: 'Straße 1 ½', line2: '' };
    await placed(world, customer, { shippingAddress });
  });

  it('adds up lines of one SKU', async () => {
    const { lines } = await placed(world, customer, {
      lines: [
        { sku: 'A', quantity: 1 },
        { sku: 'A', quantity: 3 },
      ],
    });
    expect(lines).toMatchObject([{ quantity: 4, variant: { sku: 'A' } }]);
  });

  it('knows prices from the news of the catalog without asking it', async () => {
    const variants = [{ sku: 'NEWS', title: 'From the news', price: { amount: 700, currency: 'USD' }, weightGrams: 2 }];
    await world.tell(ProductsImported, { products: [{ productId: 'p', name: 'P', variants }] });
    await eventually(async () =>
      expect(await world.sql('select 1 from sku_price where sku = $1', ['NEWS'])).toHaveLength(1),
    );
    world.neighbours.isDown = true;
    const { totals } = await placed(world, customer, { lines: [{ sku: 'NEWS', quantity: 1 }] });
    expect(totals.subtotal.amount).toBe(700);
  });
});

describe('an idempotency key', () => {
  it('makes one order of 50 calls at once', async () => {
    const buyer = aUser();
    const input = anInput();
    const answers = await Promise.all(Array.from({ length: 50 }, () => place(world, buyer, input)));
    const [first, ...others] = answers.map(({ data }) => data.placeOrder);
    for (const other of others) expect(other).toEqual(first);
    expect(await ordersInDatabase(buyer.id)).toBe(1);
  });

  it('is refused for another body', async () => {
    const idempotencyKey = newId();
    await placed(world, customer, { idempotencyKey });
    const again = await outcome({ idempotencyKey, lines: [{ sku: 'A', quantity: 3 }] });
    expect(again).toMatchObject({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('gives the same order even when the price has changed since', async () => {
    const input = anInput({ expectedTotal: 3499 });
    const first = await place(world, customer, input);
    await world.sql('update sku_price set amount = 9999 where sku = $1', ['A']);
    const again = await place(world, customer, input);
    await world.sql('update sku_price set amount = 1500 where sku = $1', ['A']);
    expect(again.data.placeOrder.order.id).toBe(first.data.placeOrder.order.id);
  });

  it('of one customer means nothing for another', async () => {
    const input = anInput();
    const [mine, theirs] = [await place(world, customer, input), await place(world, aUser(), input)];
    expect(mine.data.placeOrder.order.id).not.toBe(theirs.data.placeOrder.order.id);
  });
});

describe('an order is refused', () => {
  it('with the SKUs that are not sold', async () => {
    const refusal = await outcome({
      lines: [
        { sku: 'A', quantity: 1 },
        { sku: 'NONE', quantity: 1 },
      ],
    });
    expect(refusal).toMatchObject({ __typename: 'UnknownSku', code: 'SKU_UNKNOWN', skus: ['NONE'] });
  });

  it('when the total is not what the customer saw', async () => {
    expect(await outcome({ expectedTotal: 1 })).toMatchObject({
      __typename: 'PriceChanged',
      expectedTotal: 1,
      actualTotal: 3499,
    });
  });

  it('when its cart is empty, or somebody else’s', async () => {
    expect(await outcome({ lines: undefined, cartId: newId() })).toMatchObject({
      __typename: 'CartEmpty',
      code: 'CART_EMPTY',
    });
  });

  it('with SUBGRAPH_UNAVAILABLE when only the silent catalog could tell a price', async () => {
    world.neighbours.isDown = true;
    expect((await problem({ lines: [{ sku: 'NEVER-SEEN', quantity: 1 }] })).code).toBe('SUBGRAPH_UNAVAILABLE');
    expect((await outcome({})).__typename).toBe('PlaceOrderSuccess');
  });

  it('for somebody who is not logged in', async () => {
    const { errors } = await place(world, ANONYMOUS);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['zero pieces', { lines: [{ sku: 'A', quantity: 0 }] }, 'quantity'],
    ['less than zero pieces', { lines: [{ sku: 'A', quantity: -1 }] }, 'quantity'],
    ['too many pieces', { lines: [{ sku: 'A', quantity: 1000 }] }, 'quantity'],
    [
      'too many pieces in all',
      {
        lines: [
          { sku: 'A', quantity: 999 },
          { sku: 'A', quantity: 1 },
        ],
      },
      '999 pieces',
    ],
    ['a total that nobody can pay', { lines: [{ sku: 'RICH', quantity: 999 }] }, 'may cost at most'],
    ['no lines', { lines: [] }, 'lines'],
    ['101 lines', { lines: Array.from({ length: 101 }, (_line, n) => ({ sku: `S${n}`, quantity: 1 })) }, 'lines'],
    ['neither cart nor lines', { lines: undefined }, 'exactly one'],
    ['both cart and lines', { cartId: newId() }, 'exactly one'],
    ['a cart id that is none', { lines: undefined, cartId: 'x' }, 'cartId'],
    ['a country that there is not', { shippingAddress: { ...ADDRESS, countryCode: 'XX' } }, 'countryCode'],
    ['an empty city', { shippingAddress: { ...ADDRESS, city: '' } }, 'city'],
    ['an endless name', { shippingAddress: { ...ADDRESS, name: 'x'.repeat(201) } }, 'name'],
    ['a blank name', { shippingAddress: { ...ADDRESS, name: ' ' } }, 'name must say something'],
    ['a name of two lines', { shippingAddress: { ...ADDRESS, name: 'Ada\nBob' } }, 'one line'],
    ['a NUL in a name', { shippingAddress: { ...ADDRESS, name: 'A\u0000da' } }, 'one line'],
    ['half a surrogate pair in a name', { shippingAddress: { ...ADDRESS, name: 'A\ud800da' } }, 'one line'],
    ['a NUL in a SKU', { lines: [{ sku: 'A\u0000', quantity: 1 }] }, 'one line'],
    ['an unknown method', { payment: { method: 'cheque', token: 'pm_card_visa' } }, 'method'],
    ['a malformed token', { payment: { method: 'card', token: 'drop table;' } }, 'token'],
    ['a key that is no UUID', { idempotencyKey: 'key' }, 'UUID'],
  ])('as BAD_USER_INPUT for %s', async (_what, changes, words) => {
    world.neighbours.prices.set('RICH', 100_000_000);
    const { code, message } = await problem(changes);
    expect({ code, message }).toEqual({ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) });
  });
});
