import { decideAdjustment } from '../../domain/stock/adjustment.ts';
import type { EditRefusal } from '../../domain/stock/edit.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import type { InUnit } from '../ports.ts';
import { levelIn, lockSku, postEdit } from './edit-level.ts';

/** A level as it is after an edit, or why it was left as it was. */
export type LevelOutcome =
  | { readonly ok: true; readonly level: StockLevel }
  | { readonly ok: false; readonly refusal: EditRefusal };

interface AdjustStock {
  readonly sku: string;
  readonly warehouseId: string;
  readonly delta: number;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

/** Corrects a level by hand, unless the editor looked at an older one or orders hold the pieces. */
export const adjustStock =
  (inUnit: InUnit) =>
  async (request: StaffRequest, { sku, warehouseId, reason, ...adjustment }: AdjustStock): Promise<LevelOutcome> => {
    const edit = { actor: editorOf(request.viewer), at: request.at, reason };
    return inUnit(async (unit) => {
      const before = await lockSku(unit, sku);
      const decision = decideAdjustment(adjustment, levelIn(before, warehouseId), edit);
      if (!decision.ok) return decision;
      const levelNow = await postEdit(unit, { before, movements: decision.movements }, request);
      return { ok: true, level: levelNow(warehouseId) };
    });
  };
