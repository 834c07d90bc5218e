import type { Movement } from './movement.ts';
import type { StockLevel } from './stock-level.ts';

export interface AdjustStock {
  readonly sku: string;
  readonly warehouseId: string;
  readonly delta: number;
  readonly reason: string;
  /** The version of the level that the editor saw; undefined where the edit holds for any. */
  readonly expectedVersion: number | undefined;
}

export type AdjustmentRefusal =
  | { readonly code: 'STOCK_VERSION_STALE'; readonly expectedVersion: number; readonly level: StockLevel }
  | { readonly code: 'STOCK_NEGATIVE'; readonly onHand: number; readonly reserved: number; readonly delta: number };

export type AdjustmentDecision =
  | { readonly ok: true; readonly movement: Movement }
  | { readonly ok: false; readonly refusal: AdjustmentRefusal };

interface Editor {
  readonly actor: string;
  readonly at: Date;
}

const refuse = (refusal: AdjustmentRefusal): AdjustmentDecision => ({ ok: false, refusal });

/** Decides a correction of a level by hand. What is held for orders cannot be taken away. */
export const decideAdjustment = (
  { delta, reason, expectedVersion }: AdjustStock,
  level: StockLevel,
  { actor, at }: Editor,
): AdjustmentDecision => {
  const { sku, warehouseId, onHand, reserved, version } = level;
  if (expectedVersion !== undefined && expectedVersion !== version)
    return refuse({ code: 'STOCK_VERSION_STALE', expectedVersion, level });
  if (onHand + delta < reserved) return refuse({ code: 'STOCK_NEGATIVE', onHand, reserved, delta });
  return {
    ok: true,
    movement: {
      kind: 'ADJUST',
      sku,
      warehouseId,
      onHandDelta: delta,
      reservedDelta: 0,
      orderId: null,
      reason,
      actor,
      occurredAt: at,
    },
  };
};
