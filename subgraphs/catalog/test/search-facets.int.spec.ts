import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runImport } from '../src/index.ts';
import { aProduct, aVariant } from './builders.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';
import { aSlice, aSource } from './stores.ts';

const SEARCH = `query ($query: String, $filter: ProductFilter) {
  products(query: $query, filter: $filter, first: 1) { totalCount facets { field buckets { value count } } } }`;

interface Page {
  readonly totalCount: number;
  readonly facets: { field: string; buckets: { value: string; count: number }[] }[];
}

/** A product whose SKUs are not simply every condition of one foiling. */
const mixed = {
  id: 'mixed',
  details: aProduct({
    slug: 'mixed',
    name: 'Mixed Attack',
    variants: [
      aVariant({ sku: 'MIX-1', condition: 'NEAR_MINT', foiling: 'Cold', price: { amount: 5_000, currency: 'USD' } }),
      aVariant({ sku: 'MIX-2', condition: 'DAMAGED', foiling: 'Rainbow', price: { amount: 100, currency: 'USD' } }),
      aVariant({ sku: 'MIX-3', condition: null, foiling: null, price: { amount: 300, currency: 'USD' } }),
    ],
  }),
};

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalogWith([mixed, ...(await aSlice(400))]);
  await catalog.stores.sql('update variant set available = 1 where hashtext(sku) % 3 = 0');
});
afterAll(() => catalog.stop());

const search = async (query: string | undefined, filter: object): Promise<Page> => {
  const { data, errors } = await catalog.ask<{ products: Page }>(SEARCH, { query, filter });
  expect(errors).toBeUndefined();
  return data.products;
};

const FILTERS: readonly object[] = [
  {},
  { rarity: ['Rare'] },
  { rarity: ['Rare', 'Majestic'], condition: ['NEAR_MINT'] },
  { condition: ['DAMAGED'], foiling: ['Rainbow'] },
  { condition: ['DAMAGED', 'NEAR_MINT'], foiling: ['Cold'] },
  { type: ['Attack'], maxPrice: 200 },
  { minPrice: 150, maxPrice: 400, condition: ['NEAR_MINT'] },
  { foiling: ['Cold'], minPrice: 1_000 },
  { inStock: true },
  { inStock: false, condition: ['LIGHTLY_PLAYED'] },
  { inStock: true, foiling: ['Rainbow', 'Cold'], maxPrice: 500 },
];

describe('the counts of facets', () => {
  it.each(FILTERS.map((filter) => [filter]))(
    'are what each value would find beside the other filters: %j',
    async (filter) => {
      for (const query of [undefined, 'attack']) {
        const { facets } = await search(query, filter);
        for (const { field, buckets } of facets) {
          for (const { value, count } of buckets.slice(0, 4)) {
            const { totalCount } = await search(query, { ...filter, [field]: [value] });
            expect({ field, value, count: totalCount }).toEqual({ field, value, count });
          }
        }
      }
    },
  );

  it.each(FILTERS.map((filter) => [filter]))('and the total are those of the pages: %j', async (filter) => {
    const { data } = await catalog.ask<{ products: { totalCount: number; nodes: { id: string }[] } }>(
      'query ($filter: ProductFilter) { products(query: "mixed", filter: $filter, first: 100) { totalCount nodes { id } } }',
      { filter },
    );
    expect(data.products.nodes).toHaveLength(data.products.totalCount);
  });

  it('do not hide the other values of a facet that is used', async () => {
    const all = await search(undefined, {});
    const some = await search(undefined, { rarity: ['Rare'] });
    const rarities = ({ facets }: Page) => facets.find(({ field }) => field === 'rarity')?.buckets;
    expect(rarities(some)).toEqual(rarities(all));
    expect(some.totalCount).toBe(rarities(all)?.find(({ value }) => value === 'Rare')?.count);
  });

  it('change at once with the products', async () => {
    const before = (await search('mixed', {})).totalCount;
    const more = { id: 'more', details: { ...mixed.details, slug: 'more', variants: [aVariant({ sku: 'MORE' })] } };
    await runImport({ source: aSource([more], '2'), stores: catalog.stores });
    expect((await search('mixed', {})).totalCount).toBe(before + 1);
  });
});
