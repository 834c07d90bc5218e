import { decideReceipt, type ReceiptRefusal } from '../../domain/stock/adjustment.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import type { InUnit } from '../ports.ts';
import { levelIn, lockSku, postEdit } from './edit-level.ts';

interface ReceiveStock {
  readonly sku: string;
  readonly warehouseId: string;
  readonly quantity: number;
  readonly reason: string;
  readonly reference: string | null;
  readonly expectedVersion: number | undefined;
}

export type ReceiptOutcome =
  | { readonly ok: true; readonly level: StockLevel }
  | { readonly ok: false; readonly refusal: ReceiptRefusal };

/** Takes pieces that came in, also into a warehouse that never had any of the SKU. Throws NOT_FOUND for an unknown SKU or warehouse. */
export const receiveStock =
  (inUnit: InUnit) =>
  async (request: StaffRequest, receipt: ReceiveStock): Promise<ReceiptOutcome> => {
    const { sku, warehouseId, reason, reference } = receipt;
    const edit = { actor: editorOf(request.viewer), at: request.at, reason, reference };
    await inUnit(({ levels }) => levels.open([{ sku, warehouseId }]));
    return inUnit(async (unit) => {
      const before = await lockSku(unit, sku);
      const decision = decideReceipt(receipt, levelIn(before, warehouseId), edit);
      if (!decision.ok) return decision;
      const levelNow = await postEdit(unit, { before, movements: decision.movements }, request);
      return { ok: true, level: levelNow(warehouseId) };
    });
  };
