import { setImmediate as turn } from 'node:timers/promises';
import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  toConnection,
} from '@cardstock/service';
import type {
  Criteria,
  FacetView,
  FoundProduct,
  Place,
  ProductSearch,
  ProductSort,
  ProductView,
} from './read.ports.ts';

const MAX_QUERY_LENGTH = 200;

export interface SearchRequest {
  readonly criteria: Criteria;
  readonly sort: ProductSort;
  readonly first: number;
  readonly after?: string | null;
}

/** All products that a search found, for those who ask beyond the page. */
export interface Matches {
  count(): Promise<number>;
  facets(): Promise<FacetView[]>;
}

export type SearchPage = Omit<Connection<ProductView>, 'totalCount'> & { readonly matches: Matches };
export type SearchProducts = (request: SearchRequest) => Promise<SearchPage>;

const check = ({ query = '', minPrice, maxPrice }: Criteria): void => {
  if (query.length > MAX_QUERY_LENGTH) {
    throw badUserInput({ field: 'query', message: `must not be longer than ${MAX_QUERY_LENGTH} characters` });
  }
  for (const [field, price] of Object.entries({ minPrice, maxPrice })) {
    if (price !== undefined && price < 0)
      throw badUserInput({ field: `filter.${field}`, message: 'must not be negative' });
  }
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    throw badUserInput({ field: 'filter.minPrice', message: 'must not be above maxPrice' });
  }
};

/** Whether a value of a cursor can be one that a list with this sort has. */
const canSortBy = (sort: ProductSort, value: string | number): boolean => {
  if (sort === 'NAME') return typeof value === 'string';
  return sort === 'RELEVANCE' ? Number.isFinite(value) : Number.isSafeInteger(value);
};

/** Without words to search for, nothing is more relevant than anything else. */
const effectiveSort = (sort: ProductSort, { query }: Criteria): ProductSort =>
  sort === 'RELEVANCE' && !query ? 'NAME' : sort;

const placeIn = (cursor: string, sort: ProductSort): Place => {
  const [sortedBy, value = '', slug] = decodeCursor(cursor, 3);
  const hasNul = `${value}${slug}`.includes('\u0000');
  if (sortedBy !== sort || typeof slug !== 'string' || !canSortBy(sort, value) || hasNul) {
    throw badUserInput({ field: 'after', message: 'is not a cursor that a list with this sort gave out' });
  }
  return { value, slug };
};

/** Every product has one kind, so the facet of kinds counts them all. */
const totalIn = (facets: readonly FacetView[]): number =>
  facets.find(({ field }) => field === 'kind')?.buckets.reduce((sum, { count }) => sum + count, 0) ?? 0;

/** Looked up only when asked for; a page that asks for its facets gets its count from them. */
const makeMatches = (search: ProductSearch, criteria: Criteria): Matches => {
  let facets: Promise<FacetView[]> | undefined;
  return {
    facets: () => {
      facets ??= search.facets(criteria);
      return facets;
    },
    count: async () => {
      await turn(); // the fields of a page are asked for in one turn of the event loop, the facets among them
      return facets ? totalIn(await facets) : search.count(criteria);
    },
  };
};

/** Searches the catalogue, which is public: anyone may. Throws BAD_USER_INPUT. */
export const makeSearchProducts =
  (search: ProductSearch): SearchProducts =>
  async ({ criteria, sort: wantedSort, first, after }) => {
    check(criteria);
    const sort = effectiveSort(wantedSort, criteria);
    const limit = checkFirst(first) + 1;
    const rows = await search.page(criteria, {
      sort,
      limit,
      ...(typeof after === 'string' ? { after: placeIn(after, sort) } : {}),
    });
    const { edges, nodes, pageInfo } = toConnection<FoundProduct, ProductView>({
      rows,
      first,
      after,
      totalCount: 0, // counted by `matches`, and only when someone asks
      cursorOf: ({ sortValue, slug }) => encodeCursor([sort, sortValue, slug]),
      nodeOf: (row) => row,
    });
    return {
      edges,
      nodes,
      pageInfo,
      matches: makeMatches(search, criteria),
    };
  };
