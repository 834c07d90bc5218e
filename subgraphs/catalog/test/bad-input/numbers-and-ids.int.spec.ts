import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../builders.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { MANAGER } from '../write-side/staff.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  const details = aProduct({ slug: 'known', name: 'Known', variants: [aVariant({ sku: 'KNOWN-NM' })] });
  catalog = await startCatalogWith([{ id: 'known', details }]);
});
afterAll(() => catalog.stop());

const refusal = async (query: string, variables: Record<string, unknown> = {}) => {
  const { errors } = await catalog.askAs(MANAGER, query, variables);
  const { code, fields } = (errors?.[0]?.extensions ?? {}) as { code?: string; fields?: { field: string }[] };
  return { code, field: fields?.[0]?.field };
};

describe('how many', () => {
  const LISTS: Readonly<Record<string, string>> = {
    products: 'query ($first: Int) { products(first: $first) { nodes { id } } }',
    'the last of products': 'query ($first: Int) { products(last: $first) { nodes { id } } }',
    suggestions: 'query ($first: Int) { suggest(prefix: "a", first: $first) { __typename } }',
    'the prices of a SKU':
      'query ($first: Int) { variant(sku: "KNOWN-NM") { priceHistory(first: $first) { amount { amount } } } }',
    'the changes of a product':
      'query ($first: Int) { product(id: "known") { history(first: $first) { nodes { version } } } }',
  };
  const cases = Object.keys(LISTS).flatMap((list) => [0, -1, 1_000_000_000].map((first) => [list, first] as const));
  const FIELD = /^(first|last)$/;

  it.each(cases)('%s are wanted is bounded: not %d', async (list, first) => {
    const query = (LISTS[list] ?? '').replace('{ amount { amount } }', '{ changedAt }');
    expect(await refusal(query, { first })).toEqual({ code: 'BAD_USER_INPUT', field: expect.stringMatching(FIELD) });
  });

  it.each([2 ** 31, 1.5, '5', true])('is a whole number of GraphQL, not %p', async (first) => {
    expect(await refusal(LISTS['products'] ?? '', { first })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('an id', () => {
  it.each([{}, [], true, 1.5, null])('is text, not %p', async (id) => {
    expect((await refusal('query ($id: ID!) { variant(sku: $id) { sku } }', { id })).code).toBe('BAD_USER_INPUT');
  });

  it('may be written as a number, and is a text then', async () => {
    const { data, errors } = await catalog.ask('query ($id: ID!) { product(id: $id) { id } }', { id: 5 });
    expect([data, errors]).toEqual([{ product: null }, undefined]);
  });

  it.each([
    '{ product { id } }',
    '{ product(id: "a", slug: "a") { id } }',
    '{ category { id } }',
    '{ category(id: "a", slug: "a") { id } }',
  ])('and a slug are one too many or too few: %s', async (query) => {
    expect((await refusal(query)).code).toBe('BAD_USER_INPUT');
  });
});

describe('amounts', () => {
  const CHANGE =
    'mutation ($amount: Int!) { changePrice(sku: "KNOWN-NM", price: { amount: $amount, currency: "USD" }) { __typename } }';

  it.each([-1, 2 ** 31, 0.5, '1', null])('of %p change no price', async (amount) => {
    const before = await catalog.stores.mongo.events.countDocuments();
    expect((await refusal(CHANGE, { amount })).code).toBe('BAD_USER_INPUT');
    expect(await catalog.stores.mongo.events.countDocuments()).toBe(before);
  });
});

it('ten megabytes are refused before anybody reads them', async () => {
  const text = 'x'.repeat(10_000_000);
  const { code } = await refusal('query ($text: String) { products(query: $text) { totalCount } }', { text });
  expect(code).not.toBe('INTERNAL');
  expect(code).toBeDefined();
  const { data } = await catalog.ask<{ products: object }>('{ products { totalCount } }');
  expect(data.products).toEqual({ totalCount: 1 });
});
