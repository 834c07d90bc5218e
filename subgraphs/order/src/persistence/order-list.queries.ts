import type { Sql } from '@cardstock/messaging';
import type { ListedPage, OrderFilter, PlaceInList } from '../application/ports.ts';
import type { OrderView } from '../application/views.ts';

export const ORDER_COLUMNS =
  'id, number, status, reason, customer_id as "customerId", placed_at as "placedAt", totals, version';

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

/** Only the conditions that are asked for, so that each combination is planned by itself. */
const whereOf = ({ status, placedFrom, placedTo, customerId }: OrderFilter) => {
  const wanted: readonly (readonly [string, unknown])[] = [
    ['status = any(?::text[])', status],
    ['placed_at >= ?', placedFrom],
    ['placed_at < ?', placedTo],
    ['customer_id = ?', customerId],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const conditions = given.map(([condition], index) => condition.replace('?', `$${index + 1}`));
  return { conditions, values: given.map(([, value]) => value) };
};

const clause = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

export const readList = async (sql: Sql, { filter, limit, after }: ListQuery): Promise<ListedPage> => {
  const { conditions, values } = whereOf(filter);
  const place = after ? [after.placedAt, after.id] : [];
  const beyond = after ? [`(placed_at, id) < ($${values.length + 1}::timestamptz, $${values.length + 2}::uuid)`] : [];
  const [rows, counts] = await Promise.all([
    sql<OrderView>(
      `select ${ORDER_COLUMNS} from order_summary ${clause([...conditions, ...beyond])}
       order by placed_at desc, id desc limit ${limit}`,
      [...values, ...place],
    ),
    sql<{ count: string }>(`select count(*) from order_summary ${clause(conditions)}`, values),
  ]);
  return { rows, totalCount: Number(counts[0]?.count ?? 0) };
};

/** The same page of the lists of several customers, in two statements for all of them. */
export const readListsOfCustomers = async (
  sql: Sql,
  { customerIds, limit, after }: CustomersQuery,
): Promise<ReadonlyMap<string, ListedPage>> => {
  const beyond = after ? 'and (placed_at, id) < ($2::timestamptz, $3::uuid)' : '';
  const [rows, counts] = await Promise.all([
    sql<OrderView>(
      `select listed.* from unnest($1::uuid[]) as wanted (customer), lateral (
         select ${ORDER_COLUMNS} from order_summary where customer_id = customer ${beyond}
         order by placed_at desc, id desc limit ${limit}) as listed`,
      [customerIds, ...(after ? [after.placedAt, after.id] : [])],
    ),
    sql<{ id: string; count: string }>(
      'select customer_id as id, count(*) from order_summary where customer_id = any($1::uuid[]) group by customer_id',
      [customerIds],
    ),
  ]);
  const rowsOf = Map.groupBy(rows, ({ customerId }) => customerId);
  const countOf = new Map(counts.map(({ id, count }) => [id, Number(count)]));
  return new Map(customerIds.map((id) => [id, { rows: rowsOf.get(id) ?? [], totalCount: countOf.get(id) ?? 0 }]));
};
