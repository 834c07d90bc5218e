import { createHash, randomUUID } from 'node:crypto';
import { ANONYMOUS, INTERNAL_HEADER, type Viewer } from '@cardstock/service';
import { type Answer, aUser } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { placed } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
beforeAll(async () => {
  world = await startOrderWorld();
});
beforeEach(() => {
  world.neighbours.prices.set('A', 1500).set('B', 200);
  world.neighbours.available.clear();
});
afterAll(() => world.stop());

interface CartData {
  readonly __typename: string;
  readonly id: string;
  readonly lines: { quantity: number; variant: { sku: string } }[];
}
const CART = '__typename ... on Cart { id lines { quantity variant { sku } } } ... on DomainError { code }';
const ADD = `mutation ($input: AddToCartInput!) { cart: addToCart(input: $input) { ${CART} } }`;
const SET = `mutation ($input: SetCartLineInput!) { cart: setCartLine(input: $input) { ${CART} } }`;

/** A viewer who sends each request with a key, as the gateway passes it on. */
const repeating =
  (viewer: Viewer) =>
  async <Data = { cart: CartData }>(key: string, query: string, input: object) => {
    const body = JSON.stringify({ query, variables: { input } });
    const reply = await fetch(`http://127.0.0.1:${world.service.port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [INTERNAL_HEADER]: await world.tokens.sign(viewer),
        'idempotency-key': key,
        'idempotency-body': createHash('sha256').update(body).digest('hex'),
      },
      body,
    });
    return (await reply.json()) as Answer<Data>;
  };
const codeOf = ({ errors = [] }: Answer<unknown>): string | undefined => errors[0]?.extensions.code;

describe('a change of a cart, repeated under one key,', () => {
  it('is made once, however many come at once', async () => {
    const ask = repeating(aUser());
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(key, ADD, { sku: 'A', quantity: 2 })));
    for (const { data } of answers) expect(data.cart.lines).toEqual([{ quantity: 2, variant: { sku: 'A' } }]);
    const { data } = await ask(randomUUID(), ADD, { sku: 'A', quantity: 2 });
    expect(data.cart.lines).toMatchObject([{ quantity: 4 }]);
  });

  it('is answered also where it could not be made again', async () => {
    const ask = repeating(aUser());
    world.neighbours.available.set('A', 3);
    const first = await ask('add-three', ADD, { sku: 'A', quantity: 3 });
    expect(first.data.cart.lines).toMatchObject([{ quantity: 3 }]);
    expect(await ask('add-three', ADD, { sku: 'A', quantity: 3 })).toEqual(first);
    expect((await ask('add-one', ADD, { sku: 'A', quantity: 1 })).data.cart.__typename).toBe('InsufficientStock');
  });

  it('does not undo what came after it', async () => {
    const ask = repeating(aUser());
    await ask('two', SET, { sku: 'A', quantity: 2 });
    await ask('five', SET, { sku: 'A', quantity: 5 });
    const { data } = await ask('two', SET, { sku: 'A', quantity: 2 });
    expect(data.cart.lines).toMatchObject([{ quantity: 5 }]);
  });

  it('finds the cart that it began for a guest', async () => {
    const ask = repeating(ANONYMOUS);
    const key = randomUUID();
    const first = await ask(key, ADD, { sku: 'A', quantity: 1 });
    expect(await ask(key, ADD, { sku: 'A', quantity: 1 })).toEqual(first);
    const other = await ask(randomUUID(), ADD, { sku: 'A', quantity: 1 });
    expect(other.data.cart.id).not.toBe(first.data.cart.id);
  });

  it('is refused where the key stands for another request', async () => {
    const [ask, key] = [repeating(aUser()), 'one-key'];
    await ask(key, ADD, { sku: 'A', quantity: 1 });
    expect(codeOf(await ask(key, ADD, { sku: 'B', quantity: 1 }))).toBe('IDEMPOTENCY_CONFLICT');
    expect(codeOf(await ask(key, SET, { sku: 'A', quantity: 9 }))).toBe('IDEMPOTENCY_CONFLICT');
    const { data } = await ask('another', ADD, { sku: 'B', quantity: 1 });
    expect(data.cart.lines).toHaveLength(2);
  });

  it('is tried anew where it was refused', async () => {
    const ask = repeating(aUser());
    expect(codeOf(await ask('many', ADD, { sku: 'A', quantity: 1_000_000 }))).toBe('BAD_USER_INPUT');
    expect(codeOf(await ask('many', ADD, { sku: 'A', quantity: 1 }))).toBeUndefined();
  });
});

describe('a change of an order, repeated under one key,', () => {
  const CANCEL =
    'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ... on CancelOrderSuccess { order { id status } } } }';

  it('is answered as the first time, though it could not be made again', async () => {
    const customer = aUser();
    const order = await placed(world, customer);
    const ask = repeating(customer);
    const input = { orderId: order.id, reason: 'a change of mind' };
    const first = await ask<unknown>('cancel', CANCEL, input);
    expect(first).toMatchObject({ data: { cancelOrder: { __typename: 'CancelOrderSuccess' } } });
    expect(await ask<unknown>('cancel', CANCEL, input)).toEqual(first);
    expect(codeOf(await ask('cancel', CANCEL, { ...input, reason: 'another' }))).toBe('IDEMPOTENCY_CONFLICT');
    const told = await world.sql(`select from order_event where stream_id = $1 and type like '%Cancel%'`, [order.id]);
    expect(told).toHaveLength(1);
  });
});
