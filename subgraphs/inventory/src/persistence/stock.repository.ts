import type { Sql } from '@cardstock/messaging';
import type { Stock } from '../application/ports.ts';
import type { SkuAvailability, StockLevel } from '../domain/stock/stock-level.ts';
import { LEVEL, RANKED_LEVELS, type RankedRow, SELLABLE, toRankedLevel } from './levels.ts';
import { checkPosted, MOVE_LEVELS, POSTED } from './posting.ts';

const LOCK = `${RANKED_LEVELS} for no key update of level`;
const POST = `with ${POSTED} ${MOVE_LEVELS}`;

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
  select level.sku, sum(${SELLABLE})::integer as available, sum(level.version)::integer as revision
  from stock_level level join warehouse on warehouse.id = level.warehouse_id
  where level.sku = any($1::text[]) group by level.sku order by level.sku`;

const TOUCH = `update stock_level level set version = version + 1 where sku = any($1::text[]) returning ${LEVEL}`;

export const stockIn = (sql: Sql): Stock => ({
  lock: async (skus) => (await sql<RankedRow>(LOCK, [skus])).map(toRankedLevel),
  post: async (movements) => {
    const changed = await sql<StockLevel>(POST, [JSON.stringify(movements)]);
    checkPosted(movements, changed);
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
  touch: (skus) => sql<StockLevel>(TOUCH, [skus]),
});
