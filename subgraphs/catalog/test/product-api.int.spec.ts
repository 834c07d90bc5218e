import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runImport, type SourceProduct } from '../src/index.ts';
import { aProduct, aVariant } from './builders.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';
import { aSlice, aSource } from './stores.ts';

let products: SourceProduct[];
let catalog: RunningCatalog;
beforeAll(async () => {
  products = await aSlice(20);
  catalog = await startCatalogWith(products);
});
afterAll(() => catalog.stop());

const first = () => products[0] as SourceProduct;

describe('a product', () => {
  it('is found by its id and by its slug, with its SKUs', async () => {
    const { id, details } = first();
    const fields = '{ id name variants { sku price { amount currency } product { id } } }';
    const { data } = await catalog.ask(
      `query ($id: ID, $slug: String) { byId: product(id: $id) ${fields} bySlug: product(slug: $slug) ${fields} }`,
      { id, slug: details.slug },
    );
    const variants = details.variants.map(({ sku, price }) => ({ sku, price, product: { id } }));
    const expected = { id, name: details.name, variants };
    expect(data).toEqual({ byId: expected, bySlug: expected });
  });

  it.each([
    ['neither key', {}],
    ['both keys', { id: 'x', slug: 'y' }],
  ])('asked for with %s is refused', async (_name, variables) => {
    const { errors } = await catalog.ask(
      'query ($id: ID, $slug: String) { product(id: $id, slug: $slug) { id } }',
      variables,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each(['none', '', '\u0000', '🂡'])('that nobody knows (%j) is null', async (key) => {
    const query = 'query ($key: ID!, $slug: String) { product(slug: $slug) { id } variant(sku: $key) { sku } }';
    expect((await catalog.ask(query, { key, slug: key })).data).toEqual({ product: null, variant: null });
  });
});

describe('references of other subgraphs', () => {
  it('give the entities in their order, and null for what is unknown', async () => {
    const { id, details } = first();
    const sku = details.variants[1]?.sku;
    const { data } = await catalog.ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Product { id name } ... on Variant { sku title } } }`,
      {
        representations: [
          { __typename: 'Variant', sku },
          { __typename: 'Product', id: 'unknown' },
          { __typename: 'Variant', sku: 'UNKNOWN' },
          { __typename: 'Product', id },
        ],
      },
    );
    expect(data).toEqual({
      _entities: [{ sku, title: details.variants[1]?.title }, null, null, { id, name: details.name }],
    });
  });
});

describe('the price history of a SKU', () => {
  const HISTORY = `query ($from: DateTime, $to: DateTime) {
    variant(sku: "HISTORY") { price { amount } all: priceHistory { price { amount } changedAt } range: priceHistory(from: $from, to: $to) { price { amount } } } }`;
  const priced = (amount: number) => [
    {
      id: 'history',
      details: aProduct({
        slug: 'history',
        variants: [aVariant({ sku: 'HISTORY', price: { amount, currency: 'USD' } })],
      }),
    },
  ];
  interface History {
    readonly variant: {
      price: { amount: number };
      all: { price: { amount: number }; changedAt: string }[];
      range: unknown[];
    };
  }

  it('tells every price and since when, in the range that was asked for', async () => {
    for (const amount of [100, 200, 150]) {
      await runImport({ source: aSource(priced(amount), String(amount)), stores: catalog.stores });
    }
    const { data } = await catalog.ask<History>(HISTORY);
    expect(data.variant.price.amount).toBe(150);
    expect(data.variant.all.map(({ price }) => price.amount)).toEqual([100, 200, 150]);
    const [, second] = data.variant.all;
    const { data: narrowed } = await catalog.ask<History>(HISTORY, { from: second?.changedAt, to: second?.changedAt });
    expect(narrowed.variant.range).toEqual([{ price: { amount: 200 } }]);
  });

  it('of a range that ends before it begins is refused', async () => {
    const { errors } = await catalog.ask(HISTORY, { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
