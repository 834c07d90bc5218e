import type { Movement } from '../domain/stock/movement.ts';
import type { StockLevel } from '../domain/stock/stock-level.ts';
import { LEVEL } from './levels.ts';

/** Parts of a statement that writes the movements in $1 into the ledger, in their order, and sums them up per level. */
export const POSTED = `
  posted as (
    insert into stock_movement (sku, warehouse_id, kind, on_hand_delta, reserved_delta, order_id, reason, reference, actor, occurred_at)
    select "sku", "warehouseId", "kind", "onHandDelta", "reservedDelta", "orderId", "reason", "reference", "actor", "occurredAt"
    from rows from (jsonb_to_recordset($1::jsonb) as ("sku" text, "warehouseId" text, "kind" text, "onHandDelta" integer,
      "reservedDelta" integer, "orderId" uuid, "reason" text, "reference" text, "actor" text, "occurredAt" timestamptz)) with ordinality
      as movement("sku", "warehouseId", "kind", "onHandDelta", "reservedDelta", "orderId", "reason", "reference", "actor", "occurredAt", place)
    order by place
    returning sku, warehouse_id, on_hand_delta, reserved_delta
  ), change as (
    select sku, warehouse_id, sum(on_hand_delta)::integer as on_hand, sum(reserved_delta)::integer as reserved
    from posted group by sku, warehouse_id
  )`;

// The condition is the last guard against overselling, beside the table's own checks: a level that cannot take it is not updated.
/** The end of that statement: the levels that follow. */
export const MOVE_LEVELS = `
  update stock_level level
  set on_hand = level.on_hand + change.on_hand, reserved = level.reserved + change.reserved, version = level.version + 1
  from change
  where level.sku = change.sku and level.warehouse_id = change.warehouse_id
    and level.reserved + change.reserved between 0 and level.on_hand + change.on_hand
  returning ${LEVEL}`;

/** Throws where a level could not take its movements: the transaction must not commit. */
export const checkPosted = (movements: readonly Movement[], changed: readonly StockLevel[]): void => {
  const levels = new Set(movements.map(({ sku, warehouseId }) => JSON.stringify([sku, warehouseId])));
  if (changed.length !== levels.size) throw new Error('a movement would have oversold a level: nothing was written');
};
