import { badUserInput, type Connection } from '@cardstock/service';
import type { FacetCounts } from '../domain/facets/facet-filter.ts';
import type { FoundProducts } from '../domain/facets/found-products.ts';
import { type PageArguments, type PageRequest, toPageRequest } from './page-request.ts';
import type { Criteria, FoundProduct, ProductSearch, ProductSort, ProductView } from './read.ports.ts';
import { countsOf } from './remembered-facets.ts';
import { cursorOf, type ListOrder, listOrder } from './search-cursor.ts';

const MAX_QUERY_LENGTH = 200;

export interface SearchRequest extends PageArguments {
  readonly criteria: Criteria;
  readonly sort: ProductSort;
}

export interface SearchPage extends Connection<ProductView> {
  readonly facets: () => readonly FacetCounts[];
  /** What was searched for instead of a query that found nothing; undefined where it was searched for as typed. */
  readonly correctedQuery: string | undefined;
}
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

interface Found {
  readonly criteria: Criteria;
  readonly alike: FoundProducts;
}

/** Searches for what is typed, or, where nothing at all has those words, for what may have been meant. */
const find = async (search: ProductSearch, criteria: Criteria): Promise<Found> => {
  const alike = await search.alike(criteria);
  const asTyped = { criteria, alike };
  const { query } = criteria;
  if (!alike.isEmpty || query === undefined || !(await search.alike({ query })).isEmpty) return asTyped;
  for (const correction of await search.correct(query)) {
    const meant = { ...criteria, query: correction };
    const found = await search.alike(meant);
    if (!found.isEmpty) return { criteria: meant, alike: found };
  }
  return asTyped;
};

const toPage = (rows: readonly FoundProduct[], { size, isBackward, from }: PageRequest, order: ListOrder) => {
  const shown = isBackward ? rows.slice(0, size).reverse() : rows.slice(0, size);
  const edges = shown.map((node) => ({ node, cursor: cursorOf(order, node.place) }));
  const hasMore = rows.length > size;
  return {
    edges,
    nodes: shown,
    pageInfo: {
      hasNextPage: isBackward ? from !== undefined : hasMore,
      hasPreviousPage: isBackward ? hasMore : from !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};

/** Searches the catalogue, which is public: anyone may. Throws BAD_USER_INPUT. */
export const makeSearchProducts =
  (search: ProductSearch): SearchProducts =>
  async ({ criteria: wanted, sort, ...pageArguments }) => {
    check(wanted);
    const order = listOrder(sort, wanted);
    const request = toPageRequest(pageArguments, order);
    const { criteria, alike } = await find(search, wanted);
    const { total: totalCount, facets } = countsOf(alike, criteria);
    const { isBackward, from, size } = request;
    const { ids } = alike;
    const rows =
      totalCount === 0
        ? []
        : await search.page(criteria, {
            sort: order.sort,
            isBackward,
            ...(from ? { from } : {}),
            limit: size + 1,
            total: totalCount,
            ...(ids ? { ids } : {}),
          });
    return {
      ...toPage(rows, request, order),
      totalCount,
      facets,
      correctedQuery: criteria.query === wanted.query ? undefined : criteria.query,
    };
  };
