import type { Sql } from '@cardstock/messaging';
import type { ReservationChange } from '../domain/reservation/decide-all.ts';
import type { Backordered } from '../domain/reservation/reservation.ts';
import { SELLABLE } from './levels.ts';

const LEAVE = `
  delete from backorder_line line where line.order_id = any($1::uuid[]) and not exists (
    select from jsonb_to_recordset($2::jsonb) as kept("orderId" uuid, "sku" text)
    where kept."orderId" = line.order_id and kept."sku" = line.sku)`;

// An order keeps its place; one that is new gets the next, all of its lines the same.
const JOIN = `
  with newcomer as (
    select "orderId", nextval('backorder_position') as position
    from unnest($1::uuid[]) with ordinality as came("orderId", place) order by place
  )
  insert into backorder_line (order_id, sku, quantity, position)
  select "orderId", "sku", "quantity", newcomer.position
  from jsonb_to_recordset($2::jsonb) as line("orderId" uuid, "sku" text, "quantity" integer) join newcomer using ("orderId")
  on conflict (order_id, sku) do update set quantity = excluded.quantity`;

// For a newcomer alone there may be enough, where those before it wait for more than there is: its line is called then.
const CALL = `
  insert into backorder_call (sku) select distinct min(line.sku) as sku from backorder_line line
  where line.order_id = any($1::uuid[]) group by line.order_id
  having bool_and(line.quantity <= (
    select sum(${SELLABLE}) from stock_level level join warehouse on warehouse.id = level.warehouse_id where level.sku = line.sku))
  order by sku
  on conflict (sku) do update set calls = backorder_call.calls + 1, served_to = 0
  returning pg_notify('backorder', '')`;

const linesOf = (waiting: readonly Backordered[]) =>
  waiting.flatMap(({ orderId, lines }) => lines.map((line) => ({ ...line, orderId })));

/** Writes who joined the line and who left it, wholly or in part. The caller holds the levels of their SKUs. */
export const writeLine = async (sql: Sql, changes: readonly ReservationChange[]): Promise<void> => {
  const left = changes.filter(({ before }) => before.status === 'BACKORDERED').map(({ after }) => after.orderId);
  const waiting = changes.flatMap(({ after }) => (after.status === 'BACKORDERED' ? [after] : []));
  if (left.length > 0) await sql(LEAVE, [left, JSON.stringify(linesOf(waiting))]);
  if (waiting.length === 0) return;
  const orderIds = waiting.map(({ orderId }) => orderId);
  await sql(JOIN, [orderIds, JSON.stringify(linesOf(waiting))]);
  await sql(CALL, [orderIds]);
};
