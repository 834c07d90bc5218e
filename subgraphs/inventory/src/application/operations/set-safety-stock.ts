import { type StaleVersion, staleness } from '../../domain/stock/edit.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { announceChange } from '../announce-change.ts';
import type { InUnit } from '../ports.ts';
import { levelIn, lockSku } from './edit-level.ts';

interface SetSafetyStock {
  readonly sku: string;
  readonly warehouseId: string;
  readonly safetyStock: number;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

export type SafetyStockOutcome =
  | { readonly ok: true; readonly level: StockLevel }
  | { readonly ok: false; readonly refusal: StaleVersion };

/** Says how many pieces of a level are kept back from sale. Reservations that are held stay held. */
export const setSafetyStock =
  (inUnit: InUnit) =>
  async (request: StaffRequest, setting: SetSafetyStock): Promise<SafetyStockOutcome> => {
    const { sku, warehouseId, safetyStock, reason, expectedVersion } = setting;
    const { at, requestId } = request;
    const actor = editorOf(request.viewer);
    await inUnit(({ levels }) => levels.open([{ sku, warehouseId }]));
    return inUnit(async (unit) => {
      const before = await lockSku(unit, sku);
      const level = levelIn(before, warehouseId);
      const refusal = staleness(level, expectedVersion);
      if (refusal) return { ok: false, refusal };
      const changed = await unit.levels.keepBack({ sku, warehouseId }, safetyStock);
      const values = { before: level.safetyStock, after: safetyStock };
      await unit.settings.note({ setting: 'SAFETY_STOCK', sku, warehouseId, ...values, reason, actor, at });
      await announceChange(unit, { before, changed: [changed] }, { at, correlationId: requestId });
      return { ok: true, level: changed };
    });
  };
