import type { Sql } from '@cardstock/messaging';
import type { Crossing, Operations } from '../../application/operations/operation-ports.ts';

// The state that follows from each state comes with the question: one statement reads what is and writes what becomes of it.
const MOVE = `
  with moved as (
    select move."sku" as sku, coalesce(alert.state, 'IN_STOCK') as state, "next" ->> coalesce(alert.state, 'IN_STOCK') as following
    from jsonb_to_recordset($1::jsonb) as move("sku" text, "next" jsonb) left join stock_alert alert on alert.sku = move."sku"
  )
  insert into stock_alert (sku, state, since, crossings)
  select sku, following, $2::timestamptz, 1 from moved where following <> state order by sku
  on conflict (sku) do update
    set state = excluded.state, since = excluded.since, crossings = stock_alert.crossings + 1
  returning sku, state`;

const OPEN = `
  insert into stock_alert (sku, state, since)
  select "sku", "state", $2::timestamptz from jsonb_to_recordset($1::jsonb) as opening("sku" text, "state" text) order by 1
  on conflict (sku) do nothing`;

export const alertsIn = (sql: Sql): Operations['alerts'] => ({
  move: (moves, at) => sql<Crossing>(MOVE, [JSON.stringify(moves), at]),
  open: async (states, at) => {
    if (states.length > 0) await sql(OPEN, [JSON.stringify(states), at]);
  },
});
