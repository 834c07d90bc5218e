import {
  changeOnHand,
  type Edit,
  type EditDecision,
  movementsOf,
  type StaleVersion,
  staleness,
  type TooMuchStock,
  tooMuch,
} from './edit.ts';
import type { Movement } from './movement.ts';
import type { StockLevel } from './stock-level.ts';

export interface Adjustment {
  readonly delta: number;
  /** The version of the level that the editor saw; undefined where the edit holds for any. */
  readonly expectedVersion: number | undefined;
}

/** Decides a correction of a level by hand. What is held for orders cannot be taken away. */
export const decideAdjustment = (
  { delta, expectedVersion }: Adjustment,
  level: StockLevel,
  edit: Edit,
): EditDecision => {
  const refusal = staleness(level, expectedVersion);
  return refusal ? { ok: false, refusal } : changeOnHand(level, { kind: 'ADJUST', delta }, edit);
};

export type ReceiptRefusal = StaleVersion | TooMuchStock;

export type ReceiptDecision =
  | { readonly ok: true; readonly movements: readonly Movement[] }
  | { readonly ok: false; readonly refusal: ReceiptRefusal };

interface Receipt {
  readonly quantity: number;
  readonly expectedVersion: number | undefined;
}

/** Decides a receipt: pieces that came into the house. */
export const decideReceipt = (
  { quantity, expectedVersion }: Receipt,
  level: StockLevel,
  edit: Edit,
): ReceiptDecision => {
  const refusal = staleness(level, expectedVersion) ?? tooMuch(level, quantity);
  if (refusal) return { ok: false, refusal };
  return { ok: true, movements: movementsOf(level, { kind: 'RECEIVE', delta: quantity }, edit) };
};
