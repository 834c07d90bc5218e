import type { Sql } from '@cardstock/messaging';
import type { Operations } from '../../application/operations/operation-ports.ts';

const NOTE = `
  insert into stock_setting_change (setting, sku, warehouse_id, before, after, reason, actor, changed_at)
  values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8)`;

const SAVE_POLICY = `
  insert into stock_policy (sku, low_stock_at, backorder, backorder_limit, preorder_until, expected_at, version)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (sku) do update set low_stock_at = excluded.low_stock_at, backorder = excluded.backorder,
    backorder_limit = excluded.backorder_limit, preorder_until = excluded.preorder_until,
    expected_at = excluded.expected_at, version = excluded.version`;

export const settingsIn = (sql: Sql): Operations['settings'] => ({
  note: async ({ setting, sku, warehouseId, before, after, reason, actor, at }) => {
    const values = [JSON.stringify(before), JSON.stringify(after), reason, actor, at];
    await sql(NOTE, [setting, sku, warehouseId, ...values]);
  },
  savePolicy: async ({ sku, lowStockAt, backorder, backorderLimit, preorderUntil, expectedAt, version }) => {
    await sql(SAVE_POLICY, [sku, lowStockAt, backorder, backorderLimit, preorderUntil, expectedAt, version]);
  },
});
