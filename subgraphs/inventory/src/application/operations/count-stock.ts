import { type CountRefusal, decideCount } from '../../domain/stock/stock-count.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import type { InUnit } from '../ports.ts';
import { levelIn, lockSku, postEdit } from './edit-level.ts';

interface CountStock {
  readonly sku: string;
  readonly warehouseId: string;
  readonly counted: number;
  readonly reason: string;
  readonly reference: string | null;
  readonly expectedVersion: number | undefined;
}

export type CountOutcome =
  | { readonly ok: true; readonly level: StockLevel; readonly expected: number }
  | { readonly ok: false; readonly refusal: CountRefusal };

/** Puts a level to what somebody counted, and keeps the count also where it found what was expected. */
export const countStock =
  (inUnit: InUnit) =>
  async (request: StaffRequest, count: CountStock): Promise<CountOutcome> => {
    const { sku, warehouseId, counted, expectedVersion, reason, reference } = count;
    const edit = { actor: editorOf(request.viewer), at: request.at, reason, reference };
    await inUnit(({ levels }) => levels.open([{ sku, warehouseId }]));
    return inUnit(async (unit) => {
      const before = await lockSku(unit, sku);
      const decision = decideCount({ counted, expectedVersion }, levelIn(before, warehouseId), edit);
      if (!decision.ok) return decision;
      await unit.counts.record([decision.count]);
      const levelNow = await postEdit(unit, { before, movements: decision.movements }, request);
      return { ok: true, level: levelNow(warehouseId), expected: decision.count.expected };
    });
  };
