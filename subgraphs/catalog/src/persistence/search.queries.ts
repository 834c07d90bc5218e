import type { Sql } from '@cardstock/messaging';
import type {
  Criteria,
  FoundProduct,
  PageOrder,
  Place,
  ProductSearch,
  ProductSort,
} from '../application/read.ports.ts';
import { parseSearchQuery } from '../domain/search-query.ts';
import { facetsOf } from './facet.queries.ts';
import { PRODUCT_COLUMNS } from './product.queries.ts';
import { type Bind, type SearchBase, startSearch } from './search-conditions.ts';

interface SortKey {
  /** The value a product is sorted by. */
  readonly value: string;
  /** Of which a place is given, so that an index on the value serves. */
  readonly type: 'text' | 'bigint' | 'float8';
  readonly isDescending: boolean;
}

const BY_NAME: SortKey = { value: 'p.sort_name', type: 'text', isDescending: false };
const LEAD_OF_NUMBER = 10;
const LEAD_OF_NAME = 5;
const LEAD_OF_SET = 3;
const LEAD_OF_BEGINNING = 2;

/** Text rank, with a lead for the exact printing, then for the exact name, the exact set, and names that begin so. */
const relevance = (text: string, { query, bind }: SearchBase): SortKey => {
  const { whole, numbers } = parseSearchQuery(text);
  const name = bind(whole, 'text');
  const value = `(ts_rank(p.search, ${query})
    + case when upper(p.number) = any(${bind(numbers, 'text[]')}) then ${LEAD_OF_NUMBER} else 0 end
    + case when p.plain_name = ${name} then ${LEAD_OF_NAME} else 0 end
    + case when lower(p.set_name) = ${name} then ${LEAD_OF_SET} else 0 end
    + case when starts_with(p.plain_name, ${name}) then ${LEAD_OF_BEGINNING} else 0 end)::float8`;
  return { value, type: 'float8', isDescending: true };
};

const sortKey = (sort: ProductSort, { query }: Criteria, search: SearchBase): SortKey => {
  switch (sort) {
    case 'RELEVANCE':
      return query ? relevance(query, search) : BY_NAME;
    case 'NAME':
      return BY_NAME;
    case 'PRICE_ASC':
      return { value: 'p.min_price', type: 'bigint', isDescending: false };
    case 'PRICE_DESC':
      return { value: 'p.min_price', type: 'bigint', isDescending: true };
    case 'NEWEST':
      return { value: 'p.created_position', type: 'bigint', isDescending: true };
  }
};

/**
 * The rest of a list behind a place. Slugs go upwards in every sort, so that equal printings come in a natural order.
 * The first condition is there for the index: the second alone would read the list from its beginning.
 */
const behind = ({ value, slug }: Place, key: SortKey, bind: Bind): string => {
  const place = bind(value, key.type);
  const further = key.isDescending ? '<' : '>';
  const isFurther = `${key.value} ${further} ${place} or p.slug > ${bind(slug, 'text')}`;
  return `(${key.value} ${further}= ${place} and (${isFurther}))`;
};

const page = (sql: Sql, criteria: Criteria, { sort, after, limit }: PageOrder): Promise<FoundProduct[]> => {
  const search = startSearch(criteria);
  const key = sortKey(sort, criteria, search);
  const rest = after ? ` and ${behind(after, key, search.bind)}` : '';
  return sql<FoundProduct>(
    `select ${PRODUCT_COLUMNS}, 'PUBLISHED' as status, ${key.value}::${key.type === 'text' ? 'text' : 'float8'} as "sortValue" from product p where ${search.where}${rest}
     order by ${key.value}${key.isDescending ? ' desc' : ''}, p.slug limit ${search.bind(limit, 'int')}`,
    search.values,
  );
};

const count = async (sql: Sql, criteria: Criteria): Promise<number> => {
  const { where, values } = startSearch(criteria);
  const [row] = await sql<{ count: number }>(`select count(*)::int as count from product p where ${where}`, values);
  return row?.count ?? 0;
};

export const makeProductSearch = (sql: Sql): ProductSearch => ({
  page: (criteria, order) => page(sql, criteria, order),
  count: (criteria) => count(sql, criteria),
  facets: (criteria) => facetsOf(sql, criteria),
});
