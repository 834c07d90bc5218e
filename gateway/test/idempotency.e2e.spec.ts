import { randomUUID } from 'node:crypto';
import { type Answer, type E2ePlatform, e2ePlatform, type Question } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';

interface Level {
  readonly version: number;
  readonly onHand: number;
  readonly warehouse: { readonly id: string };
}

const LEVEL = 'version onHand warehouse { id }';
const ADJUST = `mutation ($input: AdjustStockInput!) {
  adjustStock(input: $input) { __typename ... on AdjustStockSuccess { level { ${LEVEL} } } ... on DomainError { code } }
}`;
const ADD = `mutation ($input: AddToCartInput!) {
  addToCart(input: $input) { __typename ... on Cart { id lines { quantity variant { sku } } } ... on DomainError { code } }
}`;

let platform: E2ePlatform;
let warehouse: string;
let customer: string;
let sku: string;

beforeAll(async () => {
  platform = e2ePlatform();
  [warehouse, customer] = [await platform.logIn('warehouse'), await platform.logIn('customer')];
  const { data } = await platform.ask<{ products: { nodes: { variants: { sku: string }[] }[] } }>({
    query: '{ products(filter: { inStock: true }, first: 1) { nodes { variants { sku } } } }',
  });
  sku = data.products.nodes[0]?.variants[0]?.sku ?? '';
});

const send = async <Data>(key: string, token: string | undefined, question: Question): Promise<Answer<Data>> => {
  const reply = await fetch(platform.gatewayUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(question),
  });
  return (await reply.json()) as Answer<Data>;
};

const level = async (): Promise<Level> => {
  const query = `query ($sku: ID!) { variant(sku: $sku) { stock { ${LEVEL} } } }`;
  const { data } = await platform.ask<{ variant: { stock: Level[] } }>({ query, variables: { sku } }, warehouse);
  const [first] = data.variant.stock;
  if (!first) throw new Error(`${sku} is in no warehouse`);
  return first;
};

describe('a mutation sent twice under one key', () => {
  it('changes the stock once, also where the process died after the first time', async () => {
    const before = await level();
    const input = { sku, warehouseId: before.warehouse.id, delta: 3, reason: 'found', expectedVersion: before.version };
    const [key, question] = [randomUUID(), { query: ADJUST, variables: { input } }];
    const first = await send<{ adjustStock: { __typename: string } }>(key, warehouse, question);
    expect(first.data.adjustStock.__typename).toBe('AdjustStockSuccess');
    await platform.kill('inventory');
    expect(await send(key, warehouse, question)).toEqual(first);
    expect((await level()).onHand).toBe(before.onHand + 3);
    const other = { query: ADJUST, variables: { input: { ...input, delta: 4 } } };
    const { errors } = await send(key, warehouse, other);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT', service: 'inventory' });
  });

  it.each(['customer', 'guest'])('puts pieces into the cart of a %s once', async (who) => {
    const token = who === 'guest' ? undefined : customer;
    const [key, question] = [randomUUID(), { query: ADD, variables: { input: { sku, quantity: 1 } } }];
    const first = await send<{ addToCart: { __typename: string } }>(key, token, question);
    expect(first.data.addToCart.__typename).toBe('Cart');
    expect(await send(key, token, question)).toEqual(first);
  });
});
