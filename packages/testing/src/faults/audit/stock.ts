import { all, type Check, emptyView, type Facts, type Finding, noRows, skipped } from './check.ts';

const SOLD = `
  select line.sku, sum(line.quantity)::int as sold from order_line line
  join order_summary o on o.id = line.order_id
  where exists (select from order_event e where e.stream_id = o.id and e.type = 'OrderConfirmed') and o.status <> 'CANCELLED'
  group by line.sku`;

/** The stock as it was set up by the test itself: what the inventory believes plays no part. */
const soldWithinStock = async ({ rows, journal }: Facts): Promise<Finding> => {
  const sold = await rows<{ sku: string; sold: number }>('order', SOLD);
  const over = sold.filter(({ sku, sold: pieces }) => pieces > (journal.stock.get(sku) ?? 0));
  return {
    checked: journal.stock.size,
    breaches: over.map(
      ({ sku, sold: pieces }) => `${sku}: ${pieces} confirmed, ${journal.stock.get(sku) ?? 0} in stock`,
    ),
  };
};

// Rows of one transaction become visible together, so the last of them is what anybody could have seen.
const LEDGER = `
  with running as (
    select sku, warehouse_id, id, xmin::text as tx,
      sum(on_hand_delta) over level as on_hand, sum(reserved_delta) over level as reserved,
      lead(xmin::text) over level as next_tx
    from stock_movement window level as (partition by sku, warehouse_id order by id))
  select sku, warehouse_id, id, on_hand::int, reserved::int from running
  where tx is distinct from next_tx and (on_hand - reserved < 0 or reserved < 0 or on_hand < 0) limit 20`;

const LEVELS = `
  select level.sku, level.warehouse_id, level.on_hand, level.reserved, coalesce(fold.on_hand, 0)::int as ledger_on_hand,
    coalesce(fold.reserved, 0)::int as ledger_reserved
  from stock_level level left join (
    select sku, warehouse_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved from stock_movement group by 1, 2
  ) fold using (sku, warehouse_id)
  where level.on_hand <> coalesce(fold.on_hand, 0) or level.reserved <> coalesce(fold.reserved, 0) limit 20`;

const HELD = `
  select level.sku, level.warehouse_id, level.reserved, coalesce(sum(line.quantity), 0)::int as held
  from stock_level level
  left join (reservation_line line join reservation r on r.order_id = line.order_id and r.status = 'HELD') using (sku, warehouse_id)
  group by level.sku, level.warehouse_id, level.reserved having level.reserved <> coalesce(sum(line.quantity), 0) limit 20`;

const EXPIRED = `select order_id, expires_at from reservation where status = 'HELD' and expires_at < now() - interval '60 seconds' limit 20`;

const expiredAnswered = async (facts: Facts): Promise<Finding> => {
  const columns = await facts.rows(
    'inventory',
    `select 1 from information_schema.columns where table_name = 'reservation' and column_name = 'expires_at'`,
  );
  if (columns.length === 0) return skipped('reservations have no expires_at');
  return noRows('inventory', 'select count(*)::int from reservation', EXPIRED)(facts);
};

export const STOCK_CHECKS: readonly Check[] = [
  {
    id: 'S1',
    title: 'confirmed quantity <= stock per SKU, and on_hand - reserved >= 0 at every committed ledger row',
    run: all(soldWithinStock, noRows('inventory', 'select count(*)::int from stock_movement', LEDGER)),
  },
  {
    id: 'S2',
    title: 'level = fold of the ledger, and reserved = open reservations',
    run: all(
      noRows('inventory', 'select count(*)::int from stock_level', LEVELS),
      noRows('inventory', `select count(*)::int from reservation where status = 'HELD'`, HELD),
      emptyView('inventory', 'stock_ledger_breach'),
    ),
  },
  {
    id: 'L3',
    title: 'expired reservations are asked about, and kept or released, within their time and one sweep',
    run: expiredAnswered,
  },
];
