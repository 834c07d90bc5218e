import { badUserInput } from '@cardstock/service';
import type { EditRefusal } from '../../domain/stock/edit.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { decideTransfer } from '../../domain/stock/transfer.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import type { InUnit } from '../ports.ts';
import { levelIn, lockSku, postEdit } from './edit-level.ts';

interface TransferStock {
  readonly sku: string;
  readonly fromWarehouseId: string;
  readonly toWarehouseId: string;
  readonly quantity: number;
  readonly reason: string;
  readonly reference: string | null;
  readonly expectedVersion: number | undefined;
}

export type TransferOutcome =
  | { readonly ok: true; readonly from: StockLevel; readonly to: StockLevel }
  | { readonly ok: false; readonly refusal: EditRefusal };

/** Moves free pieces from one warehouse to another. Throws NOT_FOUND for an unknown SKU or warehouse. */
export const transferStock =
  (inUnit: InUnit) =>
  async (request: StaffRequest, transfer: TransferStock): Promise<TransferOutcome> => {
    const { sku, fromWarehouseId, toWarehouseId, quantity, expectedVersion, reason, reference } = transfer;
    const edit = { actor: editorOf(request.viewer), at: request.at, reason, reference };
    if (fromWarehouseId === toWarehouseId)
      throw badUserInput({ field: 'toWarehouseId', message: 'must be another warehouse than the one that gives' });
    await inUnit(({ levels }) => levels.open([{ sku, warehouseId: toWarehouseId }]));
    return inUnit(async (unit) => {
      const before = await lockSku(unit, sku);
      const [from, to] = [levelIn(before, fromWarehouseId), levelIn(before, toWarehouseId)];
      const decision = decideTransfer({ from, to, quantity, expectedVersion }, edit);
      if (!decision.ok) return decision;
      const levelNow = await postEdit(unit, { before, movements: decision.movements }, request);
      return { ok: true, from: levelNow(fromWarehouseId), to: levelNow(toWarehouseId) };
    });
  };
