import { CACHE_TAGS_HEADER, INTERNAL_HEADER, parseConfig } from '@cardstock/service';
import { freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogConfig, runImport, startCatalog } from '../src/index.ts';
import { makeWriteSide } from '../src/write-side.ts';
import { aProduct, aVariant } from './builders.ts';
import { aSource, freshStores, type TestStores } from './stores.ts';

/** Two categories, one below the other, and the product in the lower one. */
const categorize = async ({ mongo, transact, projector }: TestStores): Promise<void> => {
  const cards = { id: 'cards', name: 'Cards', slug: 'cards', parentId: null, place: 0 };
  const singles = { id: 'singles', name: 'Singles', slug: 'singles', parentId: 'cards', place: 0 };
  const value = { version: 1, categories: [cards, singles], merged: {} };
  await mongo.settings.insertOne({ _id: 'categories', version: 1, value });
  const command = { type: 'AssignCategories', categories: ['singles'] } as const;
  await makeWriteSide(mongo, transact).handle({ productId: 'p1', command, actor: 'test', at: new Date() });
  while ((await projector.step())?.hasMoved) {
    // Each step is one batch.
  }
};

let ask: (query: string) => Promise<{ cacheControl: string | null; tags: string[] | undefined }>;
let stop: () => Promise<void>;
beforeAll(async () => {
  const [stores, redisUrl, keys] = await Promise.all([freshStores(), freshRedisUrl(), testKeys()]);
  const details = aProduct({ variants: [aVariant({ sku: 'TST001-NM' }), aVariant({ sku: 'TST001-LP' })] });
  await runImport({ source: aSource([{ id: 'p1', details }]), stores });
  await categorize(stores);
  const env = { PORT: '0', DATABASE_URL: stores.databaseUrl, MONGODB_URL: stores.mongodbUrl, REDIS_URL: redisUrl };
  const config = parseConfig(catalogConfig, { ...env, ...keys.environmentOf('catalog') });
  const service = await startCatalog(config, testTools('catalog'));
  const tokens = await keys.tokensOf('gateway');
  ask = async (query) => {
    const token = await tokens.sign({ kind: 'anonymous' });
    const headers = { 'content-type': 'application/json', [INTERNAL_HEADER]: token, [CACHE_TAGS_HEADER]: 'wanted' };
    const url = `http://127.0.0.1:${service.port}/graphql`;
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { extensions } = (await reply.json()) as { extensions?: { apolloCacheTags?: string[] } };
    return { cacheControl: reply.headers.get('cache-control'), tags: extensions?.apolloCacheTags };
  };
  stop = async () => {
    await service.stop();
    await Promise.all([stores.drop(), keys.remove()]);
  };
});
afterAll(() => stop());

const CATEGORIES = ['Category:cards', 'Category:singles'];
const VARIANTS = ['Variant:TST001-NM', 'Variant:TST001-LP'];

describe('answers of the catalogue', () => {
  it.each([
    [
      'what is for sale in a category: any product may come into it',
      '{ category(id: "cards") { products { totalCount } } }',
    ],
    ['definitions of attributes, of which nobody is told', '{ attributeDefinitions { name } }'],
  ])('may not be stored: %s', async (_name, query) => {
    expect(await ask(query)).toEqual({ cacheControl: 'no-store', tags: undefined });
  });

  it.each([
    ['a product', '{ product(id: "p1") { name attributes } }', ['Product:p1'], 60],
    [
      'its SKUs with prices',
      '{ product(slug: "test-card-tst001") { variants { price { amount } priceHistory { price { amount } changedAt } } } }',
      ['Product:p1', ...VARIANTS],
      60,
    ],
    [
      'chosen SKUs',
      '{ product(id: "p1") { variants(condition: [NEAR_MINT]) { title } } }',
      ['Product:p1', ...VARIANTS],
      60,
    ],
    ['SKUs of which none is chosen', '{ product(id: "p1") { variants(isFoil: true) { title } } }', ['Product:p1'], 60],
    ['a SKU', '{ variant(sku: "TST001-NM") { price { amount } } }', ['Variant:TST001-NM'], 60],
    ['a SKU that is not there', '{ variant(sku: "none") { title } }', ['Variant'], 60],
    [
      'a search',
      '{ products(query: "test") { edges { cursor node { name } } nodes { variants { title } } pageInfo { hasNextPage } totalCount facets { field buckets { value count } } } }',
      ['Product', 'Product:p1', ...VARIANTS],
      30,
    ],
    ['the tree of categories', '{ categories { name children { name } } }', ['Category', ...CATEGORIES], 60],
    ['where a category is', '{ category(slug: "singles") { path { name } parent { name } } }', CATEGORIES, 60],
    ['a category that is not there', '{ category(id: "none") { name } }', ['Category'], 60],
    [
      'the categories of a product',
      '{ product(id: "p1") { categories { path { name } } } }',
      ['Product:p1', ...CATEGORIES],
      60,
    ],
    [
      'a reference to a category',
      '{ _entities(representations: [{ __typename: "Category", id: "cards" }]) { ... on Category { name } } }',
      ['Category:cards'],
      60,
    ],
  ])('may be stored: %s', async (_name, query, tags, seconds) => {
    const answer = await ask(query);
    expect(answer.cacheControl).toBe(`max-age=${seconds}, public`);
    expect([...(answer.tags ?? [])].sort()).toEqual([...tags].sort());
  });

  it('may not be stored where they tell of stock', async () => {
    for (const inStock of [true, false]) {
      const { cacheControl, tags } = await ask(`{ products(filter: { inStock: ${inStock} }) { totalCount } }`);
      expect([cacheControl, tags]).toEqual(['no-store', undefined]);
    }
  });
});
