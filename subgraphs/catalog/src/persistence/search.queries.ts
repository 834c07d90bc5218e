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
  /** The value a product is sorted by, of the SQL type. */
  readonly value: string;
  readonly type: 'text' | 'float8';
  readonly isDescending: boolean;
}

const BY_NAME: SortKey = { value: 'p.sort_name', type: 'text', isDescending: false };
const LEAD_OF_NUMBER = 10;
const LEAD_OF_NAME = 5;

/** Text rank, with a lead for the exact printing and then for the exact name. */
const relevance = (text: string, { query, bind }: SearchBase): SortKey => {
  const { whole, numbers } = parseSearchQuery(text);
  const value = `(ts_rank(p.search, ${query})
    + case when upper(p.number) = any(${bind(numbers, 'text[]')}) then ${LEAD_OF_NUMBER} else 0 end
    + case when p.sort_name = ${bind(whole, 'text')} then ${LEAD_OF_NAME} else 0 end)::float8`;
  return { value, type: 'float8', isDescending: true };
};

const sortKey = (sort: ProductSort, { query }: Criteria, search: SearchBase): SortKey => {
  switch (sort) {
    case 'RELEVANCE':
      return query ? relevance(query, search) : BY_NAME;
    case 'NAME':
      return BY_NAME;
    case 'PRICE_ASC':
      return { value: 'p.min_price', type: 'float8', isDescending: false };
    case 'PRICE_DESC':
      return { value: 'p.min_price', type: 'float8', isDescending: true };
    case 'NEWEST':
      return { value: 'p.created_position', type: 'float8', isDescending: true };
  }
};

/** The rest of a list behind a place. Slugs go upwards in every sort, so that equal printings come in a natural order. */
const behind = ({ value, slug }: Place, key: SortKey, bind: Bind): string => {
  const place = bind(value, key.type);
  const further = key.isDescending ? '<' : '>';
  return `(${key.value} ${further} ${place} or (${key.value} = ${place} and p.slug > ${bind(slug, 'text')}))`;
};

const page = (sql: Sql, criteria: Criteria, { sort, after, limit }: PageOrder): Promise<FoundProduct[]> => {
  const search = startSearch(criteria);
  const key = sortKey(sort, criteria, search);
  const rest = after ? ` and ${behind(after, key, search.bind)}` : '';
  return sql<FoundProduct>(
    `select ${PRODUCT_COLUMNS}, ${key.value}::${key.type} as "sortValue" from product p where ${search.where}${rest}
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
