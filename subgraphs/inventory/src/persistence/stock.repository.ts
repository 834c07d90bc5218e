import type { Sql } from '@cardstock/messaging';
import type { Stock } from '../application/ports.ts';
import type { RankedLevel } from '../domain/allocation.ts';
import type { Movement } from '../domain/movement.ts';
import type { SkuAvailability, StockLevel } from '../domain/stock-level.ts';

const LOCK = `
  select level.sku, level.warehouse_id as "warehouseId", level.on_hand as "onHand", level.reserved, level.version, warehouse.priority
  from stock_level level join warehouse on warehouse.id = level.warehouse_id
  where level.sku = any($1::text[])
  order by level.sku, level.warehouse_id
  for no key update of level`;

// The condition is the last guard against overselling, beside the table's own checks: a level that cannot take it is not updated.
const POST = `
  with posted as (
    insert into stock_movement (sku, warehouse_id, kind, on_hand_delta, reserved_delta, order_id, reason, actor, occurred_at)
    select "sku", "warehouseId", "kind", "onHandDelta", "reservedDelta", "orderId", "reason", "actor", "occurredAt"
    from jsonb_to_recordset($1::jsonb) as movement("sku" text, "warehouseId" text, "kind" text, "onHandDelta" integer,
      "reservedDelta" integer, "orderId" uuid, "reason" text, "actor" text, "occurredAt" timestamptz)
    returning sku, warehouse_id, on_hand_delta, reserved_delta
  ), change as (
    select sku, warehouse_id, sum(on_hand_delta)::integer as on_hand, sum(reserved_delta)::integer as reserved
    from posted group by sku, warehouse_id
  )
  update stock_level level
  set on_hand = level.on_hand + change.on_hand, reserved = level.reserved + change.reserved, version = level.version + 1
  from change
  where level.sku = change.sku and level.warehouse_id = change.warehouse_id
    and level.reserved + change.reserved between 0 and level.on_hand + change.on_hand
  returning level.sku, level.warehouse_id as "warehouseId", level.on_hand as "onHand", level.reserved, level.version`;

const OPEN = `
  with opened as (
    insert into stock_level (sku, warehouse_id, on_hand)
    select sku, warehouse_id, on_hand from unnest($1::text[], $2::text[], $3::integer[]) as opening(sku, warehouse_id, on_hand)
    where not exists (select from stock_level known where known.sku = opening.sku)
    order by sku, warehouse_id
    on conflict do nothing
    returning sku, warehouse_id, on_hand
  )
  insert into stock_movement (sku, warehouse_id, kind, on_hand_delta, reserved_delta, reason, actor, occurred_at)
  select sku, warehouse_id, 'RECEIVE', on_hand, 0, 'opening stock', 'catalog', $4 from opened where on_hand > 0`;

const AVAILABILITY = `
  select sku, sum(on_hand - reserved)::integer as available, sum(version)::integer as revision
  from stock_level where sku = any($1::text[]) group by sku order by sku`;

const levelsIn = (movements: readonly Movement[]): number =>
  new Set(movements.map(({ sku, warehouseId }) => JSON.stringify([sku, warehouseId]))).size;

export const stockIn = (sql: Sql): Stock => ({
  lock: (skus) => sql<RankedLevel>(LOCK, [skus]),
  post: async (movements) => {
    const changed = await sql<StockLevel>(POST, [JSON.stringify(movements)]);
    if (changed.length !== levelsIn(movements))
      throw new Error('a movement would have oversold a level: nothing was written');
    return changed;
  },
  open: async (openings, at) => {
    const columns = [
      openings.map(({ sku }) => sku),
      openings.map(({ warehouseId }) => warehouseId),
      openings.map(({ onHand }) => onHand),
    ];
    await sql(OPEN, [...columns, at]);
  },
  availability: (skus) => sql<SkuAvailability>(AVAILABILITY, [skus]),
});
