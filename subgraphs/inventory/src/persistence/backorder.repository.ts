import type { Sql } from '@cardstock/messaging';
import type { Backorders, LineCall, OrderAtHand } from '../application/ports.ts';
import { SELLABLE } from './levels.ts';

const WAITING = `
  select sku, sum(quantity)::integer as pieces from backorder_line where sku = any($1::text[]) group by sku`;

// One at a time over all replicas, so that those who came first are served first. Whoever does not get it leaves at once.
const NEXT_CALL = `
  select sku, calls, served_to::text as "servedTo" from backorder_call
  where pg_try_advisory_xact_lock(hashtextextended('backorders', 0)) order by called_at, sku limit 1`;

// Only those for whom there is enough of this SKU: a long line is not worked through for a piece that nobody in it can use.
const IN_LINE = `
  select line.order_id as "orderId", line.position::text as position, reservation.correlation_id as "correlationId"
  from backorder_line line join reservation using (order_id)
  where line.sku = $1 and line.position > $2 and line.quantity <= (
    select sum(${SELLABLE}) from stock_level level join warehouse on warehouse.id = level.warehouse_id where level.sku = $1)
  order by line.position limit $3`;

const ANSWERED = 'delete from backorder_call where sku = $1 and calls = $2';
const ANSWERED_UP_TO =
  'update backorder_call set served_to = $3, called_at = clock_timestamp() where sku = $1 and calls = $2';

/** How many pieces of each SKU are waited for; SKUs that nobody waits for are left out. */
export const readWaiting = async (sql: Sql, skus: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const rows = await sql<{ sku: string; pieces: number }>(WAITING, [skus]);
  return new Map(rows.map(({ sku, pieces }) => [sku, pieces]));
};

export const backordersIn = (sql: Sql): Backorders => ({
  waiting: async (skus) => {
    const waiting = await readWaiting(sql, skus);
    return new Map(skus.map((sku) => [sku, waiting.get(sku) ?? 0]));
  },
  nextCall: async () => (await sql<LineCall>(NEXT_CALL))[0],
  inLine: ({ sku, servedTo }, limit) =>
    sql<OrderAtHand & { readonly position: string }>(IN_LINE, [sku, servedTo, limit]),
  answerCall: async ({ sku, calls }, servedTo) => {
    await (servedTo === null ? sql(ANSWERED, [sku, calls]) : sql(ANSWERED_UP_TO, [sku, calls, servedTo]));
  },
});
