import { newId } from '@cardstock/contracts';
import { ANONYMOUS, type Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anInput, place } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;

beforeAll(async () => {
  world = await startOrderWorld();
});
beforeEach(() => {
  world.neighbours.isDown = false;
  world.neighbours.prices.set('A', 1500).set('B', 200);
  world.neighbours.available.clear();
});
afterAll(() => world.stop());

interface CartData {
  __typename: string;
  id: string;
  lines: { quantity: number; total: { amount: number }; variant: { sku: string } }[];
  subtotal: { amount: number };
  expiresAt: string;
  code?: string;
}
const CART =
  '__typename ... on Cart { id lines { quantity unitPrice { amount } total { amount } variant { sku } } subtotal { amount } expiresAt }';
const REFUSED = '... on DomainError { code } ... on InsufficientStock { lines { sku requested available } }';

const add = (viewer: Viewer, input: Record<string, unknown>) =>
  world.ask<{ addToCart: CartData }>(
    viewer,
    `mutation add($input: AddToCartInput!) { addToCart(input: $input) { ${CART} ${REFUSED} } }`,
    { input },
  );
const set = (viewer: Viewer, input: Record<string, unknown>) =>
  world.ask<{ setCartLine: CartData }>(
    viewer,
    `mutation set($input: SetCartLineInput!) { setCartLine(input: $input) { ${CART} ${REFUSED} } }`,
    { input },
  );
const cart = async (viewer: Viewer, id?: string) =>
  (await world.ask<{ cart: CartData | null }>(viewer, `query cart($id: ID) { cart(id: $id) { ${CART} } }`, { id })).data
    .cart;

const code = ({ errors = [] }: { errors?: readonly { extensions: { code: string } }[] }): string | undefined =>
  errors[0]?.extensions.code;

describe('a cart', () => {
  it('of a customer is one and the same wherever they go on, priced as of now', async () => {
    const customer = aUser();
    await add(customer, { sku: 'A', quantity: 2 });
    await add(customer, { sku: 'B', quantity: 1 });
    await world.sql('update sku_price set amount = 300 where sku = $1', ['B']);
    const found = await cart(customer);
    expect(found?.lines).toMatchObject([
      { quantity: 2, total: { amount: 3000 }, variant: { sku: 'A' } },
      { quantity: 1, total: { amount: 300 }, variant: { sku: 'B' } },
    ]);
    expect(found?.subtotal.amount).toBe(3300);
    expect(new Date(found?.expiresAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  });

  it('of a guest is for whoever knows its id', async () => {
    const { id } = (await add(ANONYMOUS, { sku: 'A', quantity: 1 })).data.addToCart;
    await add(ANONYMOUS, { cartId: id, sku: 'A', quantity: 1 });
    expect((await cart(ANONYMOUS, id))?.lines).toMatchObject([{ quantity: 2 }]);
    expect(await cart(ANONYMOUS)).toBeNull();
  });

  it('of somebody else is not there', async () => {
    const { id } = (await add(aUser(), { sku: 'A', quantity: 1 })).data.addToCart;
    expect(await cart(aUser(), id)).toBeNull();
    expect(code(await add(aUser(), { cartId: id, sku: 'A', quantity: 1 }))).toBe('NOT_FOUND');
    expect(code(await add(ANONYMOUS, { cartId: newId(), sku: 'A', quantity: 1 }))).toBe('NOT_FOUND');
  });

  it('loses nothing of 20 changes at once', async () => {
    const customer = aUser();
    await Promise.all(Array.from({ length: 20 }, () => add(customer, { sku: 'A', quantity: 3 })));
    expect((await cart(customer))?.lines).toMatchObject([{ quantity: 60 }]);
  });

  it('has as many pieces as set, and none when set to 0', async () => {
    const customer = aUser();
    await add(customer, { sku: 'A', quantity: 5 });
    expect((await set(customer, { sku: 'A', quantity: 2 })).data.setCartLine.lines).toMatchObject([{ quantity: 2 }]);
    expect((await set(customer, { sku: 'A', quantity: 0 })).data.setCartLine.lines).toEqual([]);
  });

  it('takes no SKU that is not sold, and no more pieces than inventory has', async () => {
    expect((await add(aUser(), { sku: 'NONE', quantity: 1 })).data.addToCart).toMatchObject({
      __typename: 'UnknownSku',
      code: 'SKU_UNKNOWN',
    });
    world.neighbours.available.set('A', 4);
    const customer = aUser();
    await add(customer, { sku: 'A', quantity: 3 });
    expect((await add(customer, { sku: 'A', quantity: 2 })).data.addToCart).toMatchObject({
      __typename: 'InsufficientStock',
      code: 'STOCK_INSUFFICIENT',
      lines: [{ sku: 'A', requested: 5, available: 4 }],
    });
  });

  it('takes what it knows the price of while the neighbours are silent', async () => {
    const customer = aUser();
    await add(customer, { sku: 'A', quantity: 1 });
    world.neighbours.isDown = true;
    expect((await add(customer, { sku: 'A', quantity: 1 })).data.addToCart.lines).toMatchObject([{ quantity: 2 }]);
    expect(code(await add(customer, { sku: 'NEVER-SEEN', quantity: 1 }))).toBe('SUBGRAPH_UNAVAILABLE');
  });

  it.each([0, -1, 1000, 2 ** 31 - 1])('does not take %p pieces', async (quantity) => {
    expect(code(await add(aUser(), { sku: 'A', quantity }))).toBe('BAD_USER_INPUT');
  });

  it('does not grow beyond 999 pieces of a SKU', async () => {
    const customer = aUser();
    await add(customer, { sku: 'B', quantity: 999 });
    expect(code(await add(customer, { sku: 'B', quantity: 1 }))).toBe('BAD_USER_INPUT');
    expect((await cart(customer))?.lines).toMatchObject([{ quantity: 999 }]);
  });

  it('does not grow beyond what anybody can pay, so that its total can still be told', async () => {
    world.neighbours.prices.set('RICH', 1_000_000);
    const customer = aUser();
    await add(customer, { sku: 'A', quantity: 1 });
    expect(code(await add(customer, { sku: 'RICH', quantity: 100 }))).toBe('BAD_USER_INPUT');
    expect(code(await add(customer, { sku: 'RICH', quantity: 99 }))).toBeUndefined();
    expect(code(await add(customer, { sku: 'RICH', quantity: 1 }))).toBe('BAD_USER_INPUT');
    expect((await cart(customer))?.subtotal.amount).toBe(99_001_500);
  });

  it('cannot be changed while Redis is away, and says so; orders without a cart go on', async () => {
    const lonely = await startOrderWorld({ CART_REDIS_URL: 'redis://127.0.0.1:1' });
    lonely.neighbours.prices.set('A', 1500);
    const customer = aUser();
    const { errors } = await lonely.ask(customer, '{ cart { id } }');
    expect(errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect((await place(lonely, customer)).data.placeOrder.__typename).toBe('PlaceOrderSuccess');
    await lonely.stop();
  });

  it('is empty once it was ordered, even when the order is asked for twice at once', async () => {
    const customer = aUser();
    const { id } = (await add(customer, { sku: 'A', quantity: 2 })).data.addToCart;
    const input = anInput({ lines: undefined, cartId: id });
    const answers = await Promise.all([place(world, customer, input), place(world, customer, input)]);
    const again = await place(world, customer, input);
    expect(new Set([...answers, again].map(({ data }) => data.placeOrder.order.id)).size).toBe(1);
    expect((await cart(customer))?.lines).toEqual([]);
    expect((await place(world, customer, anInput({ lines: undefined, cartId: id }))).data.placeOrder.__typename).toBe(
      'CartEmpty',
    );
  });
});
