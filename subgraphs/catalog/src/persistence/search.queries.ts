import type { Sql } from '@cardstock/messaging';
import type { ProductSearch } from '../application/read.ports.ts';
import { makeCategoryLists } from './category-lists.queries.ts';
import { correct } from './correction.queries.ts';
import { makeCountFound, readAsked } from './counting/count-found.ts';
import { countInTables } from './counting/count-in-tables.queries.ts';
import { makeFacetGroups } from './counting/facet-groups.queries.ts';
import { FollowedIndex } from './counting/followed-index.ts';
import { pageOf } from './page.queries.ts';
import { suggest } from './suggestion.queries.ts';

interface SearchOptions {
  readonly sql: Sql;
  /** Runs statements whose plans suit all values. */
  readonly lookups: Sql;
  /** More are counted in PostgreSQL only. */
  readonly mostIndexed: number;
  readonly whenTooMany: () => void;
}

export interface IndexedSearch {
  readonly search: ProductSearch;
  readonly categoryLists: Pick<ProductSearch, 'alike' | 'page'>;
  readonly index: FollowedIndex;
}

export const makeProductSearch = ({ sql, lookups, mostIndexed, whenTooMany }: SearchOptions): IndexedSearch => {
  const groups = makeFacetGroups(sql);
  const index = new FollowedIndex({ sql, groups, mostProducts: mostIndexed, whenTooMany });
  const search: ProductSearch = {
    alike: makeCountFound({
      groups,
      index,
      readAsked: (words) => readAsked(lookups, words),
      countInTables: (counting) => countInTables(sql, groups, counting),
    }),
    page: (criteria, order) => pageOf(sql, criteria, order),
    correct: (query) => correct(sql, query),
    suggest: (prefix, limit) => suggest(sql, prefix, limit),
  };
  return { search, categoryLists: makeCategoryLists({ sql, groups, index }), index };
};
