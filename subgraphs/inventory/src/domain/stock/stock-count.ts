import { changeOnHand, type Edit, type StaleVersion, staleness, type TooMuchStock } from './edit.ts';
import type { Movement } from './movement.ts';
import type { StockLevel } from './stock-level.ts';

/** What somebody found in one place, beside what the books said. */
export interface StockCount extends Edit {
  readonly sku: string;
  readonly warehouseId: string;
  readonly expected: number;
  readonly counted: number;
}

interface FewerThanHeld {
  readonly code: 'STOCK_COUNT_BELOW_RESERVED';
  readonly counted: number;
  readonly level: StockLevel;
}

export type CountRefusal = StaleVersion | FewerThanHeld | TooMuchStock;

export type CountDecision =
  | { readonly ok: true; readonly movements: readonly Movement[]; readonly count: StockCount }
  | { readonly ok: false; readonly refusal: CountRefusal };

interface Counted {
  readonly counted: number;
  readonly expectedVersion: number | undefined;
}

/** Decides a count. The difference is a movement; where there is none, the count is kept all the same. */
export const decideCount = ({ counted, expectedVersion }: Counted, level: StockLevel, edit: Edit): CountDecision => {
  const { sku, warehouseId, onHand } = level;
  const stale = staleness(level, expectedVersion);
  if (stale) return { ok: false, refusal: stale };
  const change = changeOnHand(level, { kind: 'COUNT', delta: counted - onHand }, edit);
  if (change.ok)
    return { ok: true, movements: change.movements, count: { sku, warehouseId, expected: onHand, counted, ...edit } };
  if (change.refusal.code === 'STOCK_TOO_LARGE') return { ok: false, refusal: change.refusal };
  return { ok: false, refusal: { code: 'STOCK_COUNT_BELOW_RESERVED', counted, level } };
};
