import { type Orm, sqlOf } from '@cardstock/service';
import type { LedgerEntry, LevelProof, StaffQueries, StandingAlert } from '../application/reading/staff-queries.ts';
import type { Sales } from '../domain/stock/replenishment.ts';

const movements = (isFurther: boolean): string => `
  select entry.* from unnest($1::text[]) as wanted(wanted_sku), lateral (
    select id::text as id, sku, warehouse_id as "warehouseId", kind, on_hand_delta as "onHandDelta",
      reserved_delta as "reservedDelta", order_id as "orderId", reason, reference, actor, occurred_at as "occurredAt"
    from stock_movement movement where sku = wanted_sku ${isFurther ? 'and movement.id < $3::bigint' : ''}
    order by movement.id desc limit $2) as entry`;

const COUNT_MOVEMENTS = `
  select sku, count(*)::integer as count from stock_movement where sku = any($1::text[]) group by sku`;

const PROOFS = `
  select sku, warehouse_id as "warehouseId", on_hand as "onHand", reserved, ledger_on_hand as "ledgerOnHand",
    ledger_reserved as "ledgerReserved", open_reservations as "openReservations", agrees
  from stock_proof($1::text[]) order by sku, warehouse_id`;

const isStanding = (state: unknown): string =>
  state === undefined ? `state <> 'IN_STOCK'` : `state <> 'IN_STOCK' and state = $2`;

const alerts = (state: unknown): string => `
  select sku, state, since, crossings from stock_alert where sku > $1 and ${isStanding(state)}`;

// Who sold is found in a row per SKU; of each only the days of the window are read.
const SALES = `
  select seller.sku, day.sold, level.free, level.safety_stock as "safetyStock", line.waiting
  from (select sku from stock_seller where sku > $1 and last_day >= $2::date order by sku limit $4) as seller,
    lateral (select coalesce(sum(pieces), 0)::integer as sold from stock_sale_day
      where sku = seller.sku and day >= $2::date and day < $3::date) as day,
    lateral (select coalesce(sum(on_hand - reserved), 0)::integer as free, coalesce(sum(safety_stock), 0)::integer as safety_stock
      from stock_level where sku = seller.sku) as level,
    lateral (select coalesce(sum(quantity), 0)::integer as waiting from backorder_line where sku = seller.sku) as line
  order by seller.sku`;

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 'yyyy-mm-dd'.length);

export const makeStaffQueries = (orm: Orm): StaffQueries => {
  const sql = <Row>(text: string, values: readonly unknown[]) => sqlOf(orm.em.fork())<Row>(text, values);
  return {
    movementsOf: (skus, { limit, after }) =>
      after === undefined
        ? sql<LedgerEntry>(movements(false), [skus, limit])
        : sql<LedgerEntry>(movements(true), [skus, limit, after]),
    countMovements: async (skus) => {
      const rows = await sql<{ sku: string; count: number }>(COUNT_MOVEMENTS, [skus]);
      return new Map(rows.map(({ sku, count }) => [sku, count]));
    },
    proofsOf: (skus) => sql<LevelProof>(PROOFS, [skus]),
    alerts: (state, { limit, after = '' }) =>
      sql<StandingAlert>(`${alerts(state)} order by sku limit ${limit}`, state ? [after, state] : [after]),
    countAlerts: async (state) => {
      const counting = `select count(*)::integer as count from (${alerts(state)}) as standing`;
      return (await sql<{ count: number }>(counting, state ? ['', state] : ['']))[0]?.count ?? 0;
    },
    sales: ({ from, until, limit, after = '' }) => sql<Sales>(SALES, [after, dayOf(from), dayOf(until), limit]),
  };
};
