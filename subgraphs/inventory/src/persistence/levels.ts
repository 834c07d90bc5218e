import type { RankedLevel, StockLevel } from '../domain/stock/stock-level.ts';
import type { StockPolicy } from '../domain/stock/stock-policy.ts';

/** A level as the domain knows it. */
export const LEVEL = `level.sku, level.warehouse_id as "warehouseId", level.on_hand as "onHand", level.reserved,
  level.safety_stock as "safetyStock", level.version`;

/** How many pieces of a level can be sold now, where its warehouse is at hand. */
export const SELLABLE =
  '(case when warehouse.is_active then greatest(0, level.on_hand - level.reserved - level.safety_stock) else 0 end)';

/** Levels with what their warehouse and the policy of their SKU add to them. */
export const RANKED_LEVELS = `
  select ${LEVEL}, warehouse.priority, warehouse.is_active as "isActive",
    case when policy.sku is not null then jsonb_build_object('sku', policy.sku, 'lowStockAt', policy.low_stock_at,
      'backorder', policy.backorder, 'backorderLimit', policy.backorder_limit, 'preorderUntil', policy.preorder_until,
      'expectedAt', policy.expected_at, 'version', policy.version) end as policy
  from stock_level level join warehouse on warehouse.id = level.warehouse_id left join stock_policy policy on policy.sku = level.sku
  where level.sku = any($1::text[])
  order by level.sku, level.warehouse_id`;

type StoredPolicy = Omit<StockPolicy, 'preorderUntil' | 'expectedAt'> & {
  readonly preorderUntil: string | null;
  readonly expectedAt: string | null;
};
export type RankedRow = StockLevel & Omit<RankedLevel, 'policy'> & { readonly policy: StoredPolicy | null };

const toMoment = (text: string | null): Date | null => (text === null ? null : new Date(text));

export const toRankedLevel = (row: RankedRow): RankedLevel => {
  if (row.policy === null) return { ...row, policy: null };
  const { preorderUntil, expectedAt, ...policy } = row.policy;
  return { ...row, policy: { ...policy, preorderUntil: toMoment(preorderUntil), expectedAt: toMoment(expectedAt) } };
};
