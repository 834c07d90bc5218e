import type { SkuQuantity } from '@cardstock/contracts';
import { type RankedLevel, sellableIn } from '../stock/stock-level.ts';
import { fewestWarehouses } from './fewest-warehouses.ts';

export interface Allocation extends SkuQuantity {
  readonly warehouseId: string;
}

export interface Shortage {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

export type AllocationOutcome =
  | { readonly ok: true; readonly allocations: readonly Allocation[] }
  | { readonly ok: false; readonly shortages: readonly Shortage[] };

/** One line per SKU, in SKU order. Absurd sums stay representable, so that they are refused and not broken. */
export const sumBySku = (lines: readonly SkuQuantity[]): SkuQuantity[] => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    sums.set(sku, Math.min(Number.MAX_SAFE_INTEGER, (sums.get(sku) ?? 0) + quantity));
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sku, quantity]) => ({ sku, quantity }));
};

const byPriority = (a: RankedLevel, b: RankedLevel): number =>
  a.priority - b.priority || (a.warehouseId < b.warehouseId ? -1 : 1);

/** The pieces of these levels that can be sold now. */
export const totalOf = (levels: readonly RankedLevel[]): number =>
  levels.reduce((sum, level) => sum + sellableIn(level), 0);

const take = ({ sku, quantity }: SkuQuantity, ranked: readonly RankedLevel[]): Allocation[] => {
  const taken: Allocation[] = [];
  let missing = quantity;
  for (const level of ranked) {
    const share = level.sku === sku ? Math.min(missing, sellableIn(level)) : 0;
    if (share > 0) taken.push({ sku, warehouseId: level.warehouseId, quantity: share });
    missing -= share;
  }
  return taken;
};

/**
 * Says which warehouse gives what: everything that is asked for, or nothing and what is short. As few warehouses as can
 * be, since each sends a parcel of its own; among as few, the preferred ones.
 */
export const allocate = (lines: readonly SkuQuantity[], levels: readonly RankedLevel[]): AllocationOutcome => {
  const demand = sumBySku(lines);
  const ranked = [...levels].sort(byPriority);
  const shortages = demand
    .map(({ sku, quantity }) => ({
      sku,
      requested: quantity,
      available: totalOf(ranked.filter((level) => level.sku === sku)),
    }))
    .filter(({ requested, available }) => available < requested);
  if (shortages.length > 0) return { ok: false, shortages };
  const senders = fewestWarehouses(demand, ranked);
  const chosen = ranked.filter(({ warehouseId }) => senders.has(warehouseId));
  return { ok: true, allocations: demand.flatMap((line) => take(line, chosen)) };
};
