import type { Sql } from '@cardstock/messaging';
import type { Criteria, FoundProduct, PageOrder, Place, ProductSort } from '../application/read.ports.ts';
import { LISTED_COLUMNS } from './product.queries.ts';
import { foundWords, type RelevancePart, relevanceOf } from './relevance.ts';
import { type Bind, filterConditions, type Statement, startStatement } from './search-conditions.ts';

interface SortColumn {
  readonly value: string;
  readonly type: 'int' | 'bigint' | 'text';
  readonly isDescending?: boolean;
}

const SLUG: SortColumn = { value: 'p.slug', type: 'text' };
const NAME: SortColumn = { value: 'p.sort_name', type: 'text' };
/** As names are compared with what was typed: those that begin so are one stretch of its index. */
const PLAIN_NAME: SortColumn = { value: 'p.plain_name', type: 'text' };

const columnsOf = (sort: ProductSort, step: string | undefined): SortColumn[] => {
  switch (sort) {
    case 'RELEVANCE':
      return [...(step ? [{ value: step, type: 'int' } as const] : []), PLAIN_NAME, SLUG];
    case 'NAME':
      return [NAME, SLUG];
    case 'PRICE_ASC':
      return [{ value: 'p.min_price', type: 'bigint' }, SLUG];
    case 'PRICE_DESC':
      return [{ value: 'p.min_price', type: 'bigint', isDescending: true }, SLUG];
    case 'NEWEST':
      return [{ value: 'p.created_position', type: 'bigint', isDescending: true }, SLUG];
  }
};

const isDown = ({ isDescending = false }: SortColumn, isBackward: boolean): boolean => isDescending !== isBackward;

/**
 * The rest of a list behind a place, one way or the other. The first condition is there for the index: the second alone
 * would read the list from its beginning.
 */
const behind = (columns: readonly SortColumn[], place: Place, { isBackward }: PageOrder, bind: Bind): string => {
  const bounds = columns.map((column, index) => ({
    column,
    further: isDown(column, isBackward) ? '<' : '>',
    bound: bind(place[index], column.type),
  }));
  const rest = bounds.reduceRight((inner, { column: { value }, further, bound }) => {
    const beyond = `${value} ${further} ${bound}`;
    return inner ? `(${beyond} or (${value} = ${bound} and ${inner}))` : beyond;
  }, '');
  const [first] = bounds;
  return first ? `${first.column.value} ${first.further}= ${first.bound} and ${rest}` : 'true';
};

const orderBy = (columns: readonly SortColumn[], { isBackward }: PageOrder): string =>
  columns.map((column) => `${column.value}${isDown(column, isBackward) ? ' desc' : ''}`).join(', ');

const placeOf = (columns: readonly SortColumn[]): string =>
  `jsonb_build_array(${columns.map(({ value }) => value).join(', ')}) as place`;

interface Read {
  readonly statement: Statement;
  /** What the list is sorted by. */
  readonly columns: readonly SortColumn[];
  /** What comes before them in a place, where it is the same for all rows. */
  readonly leading?: readonly SortColumn[];
  readonly conditions: readonly string[];
}

const read = (sql: Sql, { statement, columns, leading = [], conditions }: Read, order: PageOrder) => {
  const { bind, values } = statement;
  const all = [...conditions, ...(order.from ? [behind(columns, order.from, order, bind)] : [])];
  return sql<FoundProduct>(
    `select ${LISTED_COLUMNS}, ${placeOf([...leading, ...columns])} from product p where ${all.join(' and ') || 'true'}
     order by ${orderBy(columns, order)} limit ${bind(order.limit, 'int')}`,
    values,
  );
};

/** Finds all by the words' index first: for a list that is short enough to be sorted whole. */
const readShort = (sql: Sql, criteria: Criteria, order: PageOrder): Promise<FoundProduct[]> => {
  const statement = startStatement();
  const { bind, values } = statement;
  const query = criteria.query ?? '';
  const relevance = order.sort === 'RELEVANCE' ? relevanceOf(query, bind) : undefined;
  const columns = columnsOf(order.sort, relevance && 'p.step');
  const words = order.ids ? `p.id = any(${bind(order.ids, 'text[]')})` : (relevance ?? foundWords(query, bind)).found;
  const found = [words, ...filterConditions(criteria, bind)].join(' and ');
  const rest = order.from ? `where ${behind(columns, order.from, order, bind)}` : '';
  const step = relevance ? `, ${relevance.step} as step` : '';
  const keys = `p.id, p.slug, p.sort_name, p.plain_name, p.min_price, p.created_position${step}`;
  return sql<FoundProduct>(
    `with found as materialized (select ${keys} from product p where ${found}),
     listed as (select p.id, ${placeOf(columns)}, row_number() over (order by ${orderBy(columns, order)}) as row_place
       from found p ${rest} order by row_place limit ${bind(order.limit, 'int')})
     select ${LISTED_COLUMNS}, listed.place from listed join product p using (id) order by listed.row_place`,
    values,
  );
};

/** The order within one step: a place in another step is no bound for it. */
const within = (step: number, { from, ...order }: PageOrder): PageOrder =>
  from?.[0] === step ? { ...order, from: from.slice(1) } : order;

const readPart = (sql: Sql, criteria: Criteria, index: number, order: PageOrder): Promise<FoundProduct[]> => {
  const statement = startStatement();
  const relevance = relevanceOf(criteria.query ?? '', statement.bind);
  const { first, last, condition } = relevance.parts[index] as RelevancePart;
  const conditions = [condition, ...filterConditions(criteria, statement.bind)];
  if (first !== last)
    return read(sql, { statement, columns: columnsOf('RELEVANCE', relevance.step), conditions }, order);
  const leading: SortColumn[] = [{ value: `${first}`, type: 'int' }];
  return read(sql, { statement, columns: [PLAIN_NAME, SLUG], leading, conditions }, within(first, order));
};

const partsOf = (criteria: Criteria, { from, isBackward }: PageOrder): number[] => {
  const { parts } = relevanceOf(criteria.query ?? '', startStatement().bind);
  const step = from?.[0];
  const ahead = parts.flatMap(({ first, last }, index) => {
    if (typeof step !== 'number') return [index];
    return (isBackward ? first <= step : last >= step) ? [index] : [];
  });
  return isBackward ? ahead.reverse() : ahead;
};

/** Reads the steps of relevance one after the other until the page is full: for more than can be sorted for a page. */
const readByParts = async (sql: Sql, criteria: Criteria, order: PageOrder): Promise<FoundProduct[]> => {
  const rows: FoundProduct[] = [];
  for (const index of partsOf(criteria, order)) {
    rows.push(...(await readPart(sql, criteria, index, { ...order, limit: order.limit - rows.length })));
    if (rows.length >= order.limit) break;
  }
  return rows;
};

/** Reads along the index of the sort, looking at each product for the words: many have them. */
const readAlong = (sql: Sql, criteria: Criteria, order: PageOrder): Promise<FoundProduct[]> => {
  const statement = startStatement();
  const words = criteria.query === undefined ? [] : [foundWords(criteria.query, statement.bind).foundUnindexed];
  const conditions = [...words, ...filterConditions(criteria, statement.bind)];
  return read(sql, { statement, columns: columnsOf(order.sort, undefined), conditions }, order);
};

const MOST_TO_SORT = 2_000;

export const pageOf = (sql: Sql, criteria: Criteria, order: PageOrder): Promise<FoundProduct[]> => {
  if (criteria.query === undefined) return readAlong(sql, criteria, order);
  if (order.total <= MOST_TO_SORT) return readShort(sql, criteria, order);
  return order.sort === 'RELEVANCE' ? readByParts(sql, criteria, order) : readAlong(sql, criteria, order);
};
