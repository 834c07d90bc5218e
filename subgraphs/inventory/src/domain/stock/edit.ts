import type { Movement, MovementKind } from './movement.ts';
import type { StockLevel } from './stock-level.ts';

/** The most pieces that a level may have: whatever is summed over warehouses stays within what a GraphQL Int can say. */
export const MOST_IN_LEVEL = 100_000_000;

/** Who edits, when, and what the ledger should say about it. */
export interface Edit {
  readonly reason: string;
  readonly reference?: string | null;
  readonly actor: string;
  readonly at: Date;
}

export interface StaleVersion {
  readonly code: 'STOCK_VERSION_STALE';
  readonly expectedVersion: number;
  readonly level: StockLevel;
}
export interface NegativeStock {
  readonly code: 'STOCK_NEGATIVE';
  readonly onHand: number;
  readonly reserved: number;
  readonly delta: number;
}
export interface TooMuchStock {
  readonly code: 'STOCK_TOO_LARGE';
  readonly onHand: number;
  readonly delta: number;
  readonly most: number;
}
export type EditRefusal = StaleVersion | NegativeStock | TooMuchStock;

export type EditDecision =
  | { readonly ok: true; readonly movements: readonly Movement[] }
  | { readonly ok: false; readonly refusal: EditRefusal };

/** A refusal where the editor looked at an older version of the level. Undefined stands for any version. */
export const staleness = (level: StockLevel, expectedVersion: number | undefined): StaleVersion | undefined =>
  expectedVersion === undefined || expectedVersion === level.version
    ? undefined
    : { code: 'STOCK_VERSION_STALE', expectedVersion, level };

interface Change {
  readonly kind: Exclude<MovementKind, 'RESERVE' | 'RELEASE' | 'COMMIT'>;
  readonly delta: number;
}

/** A refusal where a level would become larger than any may be. */
export const tooMuch = ({ onHand }: StockLevel, delta: number): TooMuchStock | undefined =>
  onHand + delta > MOST_IN_LEVEL ? { code: 'STOCK_TOO_LARGE', onHand, delta, most: MOST_IN_LEVEL } : undefined;

/** The ledger entry of a change; none where nothing changes. */
export const movementsOf = (
  { sku, warehouseId }: StockLevel,
  { kind, delta }: Change,
  { reason, reference, actor, at }: Edit,
): Movement[] => {
  if (delta === 0) return [];
  const account = { orderId: null, reason, reference: reference ?? null, actor, occurredAt: at };
  return [{ kind, sku, warehouseId, onHandDelta: delta, reservedDelta: 0, ...account }];
};

/** Adds pieces to a level or takes some away, never those that orders hold. */
export const changeOnHand = (level: StockLevel, change: Change, edit: Edit): EditDecision => {
  const { onHand, reserved } = level;
  const { delta } = change;
  if (delta < 0 && onHand + delta < reserved)
    return { ok: false, refusal: { code: 'STOCK_NEGATIVE', onHand, reserved, delta } };
  const refusal = tooMuch(level, delta);
  return refusal ? { ok: false, refusal } : { ok: true, movements: movementsOf(level, change, edit) };
};
