import type { Sql } from '@cardstock/messaging';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Criteria } from '../../src/application/read.ports.ts';
import { countFacets, countProducts } from '../../src/domain/facets/count-facets.ts';
import type { SourceProduct } from '../../src/index.ts';
import type { FollowedIndex } from '../../src/persistence/counting/followed-index.ts';
import { makeProductSearch } from '../../src/persistence/search.queries.ts';
import { JUDGED_QUERIES } from '../judged-queries.ts';

const SEARCHES = 120;

const TEXTS = [
  ...JUDGED_QUERIES.map(({ query }) => query),
  ...['a', 'action', 'attack', 'rainbow', 'common', 'the', 'first edition', 'act', 'x', '1', 'Olé', 'a b'],
  ...[
    'sword or axe',
    'action -rainbow',
    '-rainbow',
    'a -the or b',
    '-a -b',
    'not',
    'action action',
    '(',
    '& | !',
    "o'",
  ],
];

const MOST_FILTERS = 3;

/** Searches as they are sent: mostly a text, and some of the filters that one of these products fulfils. */
const searchesOf = (products: readonly SourceProduct[], category: readonly string[]): fc.Arbitrary<Criteria> =>
  fc.constantFrom(...products).chain(({ details: { set, rarity, types, variants } }) => {
    const price = variants[0]?.price.amount ?? 0;
    const filters: readonly Criteria[] = [
      { set: [set ?? ''] },
      { rarity: [rarity ?? '', 'Common'] },
      { type: types.slice(0, 1) },
      { condition: ['NEAR_MINT'] },
      { foiling: ['Cold', 'Rainbow'] },
      { minPrice: price },
      { maxPrice: price * 2 },
      { category },
      { inStock: true },
      { inStock: false },
    ];
    const chosen = fc.subarray([...filters], { maxLength: MOST_FILTERS });
    return fc
      .tuple(fc.option(fc.constantFrom(...TEXTS)), chosen)
      .map(([query, some]) => Object.assign({}, query === null ? {} : { query }, ...some) as Criteria);
  });

export interface WatchedSearch {
  /** The products that its index can count. */
  readonly index: FollowedIndex;
  /** All that can be seen of what was counted for a search. */
  count(
    criteria: Criteria,
  ): Promise<{ readonly total: number; readonly facets: unknown; readonly unfiltered: unknown }>;
  /** How often PostgreSQL was asked to count. */
  asked(): number;
}

export const aSearch = (sql: Sql, mostIndexed: number): WatchedSearch => {
  let asked = 0;
  const watched: Sql = (text, values) => {
    if (/count_by_words|count\(\*\)/.test(text)) asked += 1;
    return sql(text, values);
  };
  const { search, index } = makeProductSearch({
    sql: watched,
    lookups: sql,
    mostIndexed,
    whenTooMany: () => undefined,
  });
  return {
    index,
    count: async (criteria) => {
      const found = await search.alike(criteria);
      return {
        total: countProducts(found, criteria, criteria.inStock),
        facets: countFacets(found, criteria, criteria.inStock),
        unfiltered: countFacets(found, {}, criteria.inStock),
      };
    },
    asked: () => asked,
  };
};

interface BothWays {
  readonly byIndex: WatchedSearch;
  readonly byTables: WatchedSearch;
}

/** Whatever is searched for, both count the same. */
export const expectSameCounts = async (
  { byIndex, byTables }: BothWays,
  products: readonly SourceProduct[],
  categories: readonly string[] = ['none'],
): Promise<void> => {
  let finds = 0;
  await fc.assert(
    fc.asyncProperty(searchesOf(products, categories), async (criteria) => {
      const expected = await byTables.count(criteria);
      expect(await byIndex.count(criteria)).toEqual(expected);
      if (expected.total > 0) finds += 1;
    }),
    { numRuns: SEARCHES },
  );
  expect(finds).toBeGreaterThan(0);
};
