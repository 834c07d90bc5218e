import { randomUUID } from 'node:crypto';
import { type Answer, askGateway, type E2ePlatform, e2ePlatform, eventually } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { aNewProduct, aNewVariant } from './new-product.ts';

interface Saved {
  readonly __typename: string;
  readonly product?: { readonly id: string; readonly version: number };
}

let platform: E2ePlatform;
let manager: string;
let warehouse: string;
let customer: string;
beforeAll(async () => {
  platform = e2ePlatform();
  [manager, warehouse, customer] = await Promise.all([
    platform.logIn('catalog'),
    platform.logIn('warehouse'),
    platform.logIn('customer'),
  ]);
});

const SAVED = '__typename ... on DomainError { code message } ... on ProductSaved { product { id version } }';
const CREATE = `mutation ($input: CreateProductInput!) { outcome: createProduct(input: $input) { ${SAVED} } }`;

const ask = async <Data>(query: string, variables: object, token?: string): Promise<Answer<Data>> =>
  askGateway<Data>(platform.gatewayUrl, { query, variables: { ...variables } }, token);
const change = async (verb: string, id: string): Promise<Saved> => {
  const query = `mutation ($id: ID!) { outcome: ${verb}Product(productId: $id) { ${SAVED} } }`;
  return (await ask<{ outcome: Saved }>(query, { id }, manager)).data.outcome;
};
const createWith = async (key: string, input: object): Promise<Answer<{ outcome: Saved }>> => {
  const reply = await fetch(platform.gatewayUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${manager}` },
    body: JSON.stringify({ query: CREATE, variables: { input } }),
  });
  return (await reply.json()) as Answer<{ outcome: Saved }>;
};
const find = async (slug: string, token?: string) =>
  (
    await ask<{ product: { status: string; variants: { availability: { available: number } }[] } | null }>(
      'query ($slug: String) { product(slug: $slug) { status variants { availability { available } } } }',
      { slug },
      token,
    )
  ).data.product;
const addToCart = async (sku: string): Promise<string> => {
  const query = 'mutation ($input: AddToCartInput!) { addToCart(input: $input) { __typename } }';
  const { data } = await ask<{ addToCart: { __typename: string } }>(query, { input: { sku, quantity: 1 } }, customer);
  return data.addToCart.__typename;
};
const receive = async (sku: string): Promise<string> => {
  const { data } = await ask<{ warehouses: { id: string }[] }>('{ warehouses { id } }', {}, warehouse);
  const input = { warehouseId: data.warehouses[0]?.id, sku, quantity: 5, reason: 'first delivery' };
  const query = 'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { __typename } }';
  return (await ask<{ receiveStock: { __typename: string } }>(query, { input }, warehouse)).data.receiveStock
    .__typename;
};

describe('a product that staff makes', () => {
  it('is stocked, published, found, bought, and withdrawn', async () => {
    const slug = `staff-${randomUUID().slice(0, 8)}`;
    const sku = `${slug}-nm`;
    expect(await find(slug)).toBeNull();
    const created = await ask<{ outcome: Saved }>(CREATE, { input: aNewProduct(slug) }, manager);
    const id = created.data.outcome.product?.id ?? '';
    await eventually(async () => expect((await find(slug, manager))?.status).toBe('DRAFT'));
    expect(await find(slug, customer)).toBeNull();
    expect(await addToCart(sku)).toBe('UnknownSku');
    await eventually(async () => expect(await receive(sku)).toBe('ReceiveStockSuccess'));
    expect(await change('publish', id)).toMatchObject({ __typename: 'ProductSaved' });
    await eventually(async () =>
      expect(await find(slug)).toEqual({ status: 'PUBLISHED', variants: [{ availability: { available: 5 } }] }),
    );
    await eventually(async () => expect(await addToCart(sku)).toBe('Cart'));
    expect(await change('archive', id)).toMatchObject({ __typename: 'ProductSaved' });
    await eventually(async () => expect(await find(slug)).toBeNull());
    await eventually(async () => expect(await addToCart(sku)).toBe('UnknownSku'));
    expect((await find(slug, manager))?.status).toBe('ARCHIVED');
  });

  it.each([
    ['1.5 million', 1_500_000, 'BAD_USER_INPUT'],
    ['10 million', 10_000_000, 'PAYLOAD_TOO_LARGE'],
  ])('is refused with a code where its text has %s characters', async (_name, length, code) => {
    const { errors } = await createWith(randomUUID(), aNewProduct(`long-${length}`, { text: 'x'.repeat(length) }));
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  it('is made once under one idempotency key, also where the process died after the first time', async () => {
    const slug = `once-${randomUUID().slice(0, 8)}`;
    const [key, input] = [randomUUID(), aNewProduct(slug)];
    const first = await createWith(key, input);
    expect(first.data.outcome).toMatchObject({ __typename: 'ProductSaved', product: { version: 1 } });
    expect(await createWith(key, input)).toEqual(first);
    await platform.kill('catalog');
    await eventually(async () => expect(await createWith(key, input)).toEqual(first));
    const other = await createWith(key, { ...input, variants: [aNewVariant(`${slug}-lp`)] });
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it.each([
    ['nobody', () => undefined],
    ['a customer', () => customer],
  ])('is not made by %s, who does not see its history either', async (_name, token) => {
    const made = await ask(CREATE, { input: aNewProduct('forbidden') }, token());
    expect(made.errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    const query = '{ products(first: 1) { nodes { name history { totalCount } } } }';
    const seen = await ask<{ products: { nodes: unknown[] } }>(query, {}, token());
    expect(seen.data.products.nodes).toEqual([{ name: expect.any(String), history: null }]);
    expect(seen.errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });
});
