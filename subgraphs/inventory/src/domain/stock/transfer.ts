import { changeOnHand, type Edit, type EditDecision, staleness } from './edit.ts';
import type { StockLevel } from './stock-level.ts';

interface Transfer {
  readonly from: StockLevel;
  readonly to: StockLevel;
  readonly quantity: number;
  /** The version that the editor saw of the level that gives; undefined where the transfer holds for any. */
  readonly expectedVersion: number | undefined;
}

/** Decides a transfer between two warehouses: two movements, or none. Only pieces that no order holds can leave. */
export const decideTransfer = ({ from, to, quantity, expectedVersion }: Transfer, edit: Edit): EditDecision => {
  const refusal = staleness(from, expectedVersion);
  if (refusal) return { ok: false, refusal };
  const taken = changeOnHand(from, { kind: 'TRANSFER', delta: -quantity }, edit);
  if (!taken.ok) return taken;
  const given = changeOnHand(to, { kind: 'TRANSFER', delta: quantity }, edit);
  return given.ok ? { ok: true, movements: [...taken.movements, ...given.movements] } : given;
};
