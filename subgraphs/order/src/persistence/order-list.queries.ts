import type { Sql } from '@cardstock/messaging';
import {
  type ListedPage,
  MOST_COUNTED,
  type OrderFilter,
  type OrderSort,
  type PlaceInList,
} from '../application/ports.ts';
import type { OrderView } from '../application/reading/views.ts';
import { SAGA_STATUSES } from '../saga/saga.ts';

// With its lines, in one statement: totals and lines of an order are of one moment, whoever changes it meanwhile.
const LINES = `(select jsonb_agg(jsonb_build_object('id', line.id, 'sku', sku, 'title', title, 'quantity', quantity,
    'unitPrice', jsonb_build_object('amount', unit_amount, 'currency', currency),
    'total', jsonb_build_object('amount', unit_amount::bigint * quantity, 'currency', currency)) order by place)
  from order_line line where order_id = order_summary.id)`;

export const ORDER_COLUMNS = `id, number, status, reason, customer_id as "customerId", placed_at as "placedAt", totals,
  version, ${LINES} as lines`;

interface ListQuery {
  readonly filter: OrderFilter;
  readonly limit: number;
  readonly after: PlaceInList | undefined;
}

interface CustomersQuery {
  readonly customerIds: readonly string[];
  readonly limit: number;
  readonly after: PlaceInList | undefined;
}

const byStatusOfSaga = (wanted: OrderFilter['sagaStatus']): string[] => {
  if (wanted === undefined) return [];
  // Written out, so that the small index of the stuck ones is found; nothing but our own names gets there.
  const names = SAGA_STATUSES.filter((status) => wanted.includes(status)).map((status) => `'${status}'`);
  const status = names.length > 0 ? `saga.status in (${names.join(', ')})` : 'false';
  return [`exists (select from saga where order_id = order_summary.id and ${status})`];
};

/** Only the conditions that are asked for, so that each combination is planned by itself. */
const whereOf = (filter: OrderFilter) => {
  const { status, placedFrom, placedTo, customerId, number, sku, minTotal, maxTotal, sagaStatus } = filter;
  const wanted: readonly (readonly [string, unknown])[] = [
    ['status = any(?::text[])', status],
    ['placed_at >= ?', placedFrom],
    ['placed_at < ?', placedTo],
    ['customer_id = ?', customerId],
    ['number = ?', number],
    ['grand_total >= ?', minTotal],
    ['grand_total <= ?', maxTotal],
    ['exists (select from order_line where order_id = order_summary.id and sku = ?)', sku],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const conditions = given.map(([condition], index) => condition.replace('?', `$${index + 1}`));
  return { conditions: [...conditions, ...byStatusOfSaga(sagaStatus)], values: given.map(([, value]) => value) };
};

interface Sorting {
  readonly column: string;
  readonly type: string;
  readonly isDescending: boolean;
}
const SORTINGS: Readonly<Record<OrderSort, Sorting>> = {
  PLACED_DESC: { column: 'placed_at', type: 'timestamptz', isDescending: true },
  PLACED_ASC: { column: 'placed_at', type: 'timestamptz', isDescending: false },
  TOTAL_DESC: { column: 'grand_total', type: 'integer', isDescending: true },
  TOTAL_ASC: { column: 'grand_total', type: 'integer', isDescending: false },
};

const orderBy = ({ column, isDescending }: Sorting): string => {
  const way = isDescending ? 'desc' : 'asc';
  return `${column} ${way}, id ${way}`;
};

const beyondPlace = ({ column, type, isDescending }: Sorting, first: number): string =>
  `(${column}, id) ${isDescending ? '<' : '>'} ($${first}::${type}, $${first + 1}::uuid)`;

const clause = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

/** Counts no further than anybody wants to know: a list may have millions. */
const counted = (from: string): string =>
  `select count(*) from (select 1 ${from} limit ${MOST_COUNTED + 1}) as counted`;

export const readList = async (sql: Sql, { filter, limit, after }: ListQuery): Promise<ListedPage> => {
  const { conditions, values } = whereOf(filter);
  const sorting = SORTINGS[filter.sort ?? 'PLACED_DESC'];
  const place = after ? [after.key, after.id] : [];
  const beyond = after ? [beyondPlace(sorting, values.length + 1)] : [];
  const [rows, counts] = await Promise.all([
    sql<OrderView>(
      `select ${ORDER_COLUMNS} from order_summary ${clause([...conditions, ...beyond])}
       order by ${orderBy(sorting)} limit ${limit}`,
      [...values, ...place],
    ),
    sql<{ count: string }>(counted(`from order_summary ${clause(conditions)}`), values),
  ]);
  return { rows, totalCount: Number(counts[0]?.count ?? 0) };
};

/** The same page of the lists of several customers, in two statements for all of them. */
export const readListsOfCustomers = async (
  sql: Sql,
  { customerIds, limit, after }: CustomersQuery,
): Promise<ReadonlyMap<string, ListedPage>> => {
  const sorting = SORTINGS.PLACED_DESC;
  const beyond = after ? `and ${beyondPlace(sorting, 2)}` : '';
  const [rows, counts] = await Promise.all([
    sql<OrderView>(
      `select listed.* from unnest($1::uuid[]) as wanted (customer), lateral (
         select ${ORDER_COLUMNS} from order_summary where customer_id = customer ${beyond}
         order by ${orderBy(sorting)} limit ${limit}) as listed`,
      [customerIds, ...(after ? [after.key, after.id] : [])],
    ),
    sql<{ id: string; count: string }>(
      `select customer as id, (${counted('from order_summary where customer_id = customer')}) as count
       from unnest($1::uuid[]) as wanted (customer)`,
      [customerIds],
    ),
  ]);
  const rowsOf = Map.groupBy(rows, ({ customerId }) => customerId);
  const countOf = new Map(counts.map(({ id, count }) => [id, Number(count)]));
  return new Map(customerIds.map((id) => [id, { rows: rowsOf.get(id) ?? [], totalCount: countOf.get(id) ?? 0 }]));
};
