import { notFound } from '@cardstock/service';
import type { Movement } from '../../domain/stock/movement.ts';
import type { RankedLevel, StockLevel } from '../../domain/stock/stock-level.ts';
import type { StaffRequest } from '../access.ts';
import { announceChange } from '../announce-change.ts';
import type { Unit } from '../ports.ts';

/** The levels of a SKU, locked. Throws NOT_FOUND where nobody knows the SKU. */
export const lockSku = async (unit: Unit, sku: string): Promise<RankedLevel[]> => {
  const levels = await unit.stock.lock([sku]);
  if (levels.length === 0) throw notFound('SKU');
  return levels;
};

/** One of the levels of a SKU. Throws NOT_FOUND. */
export const levelIn = (levels: readonly RankedLevel[], warehouseId: string): RankedLevel => {
  const level = levels.find((candidate) => candidate.warehouseId === warehouseId);
  if (!level) throw notFound('SKU in this warehouse');
  return level;
};

/** Posts movements, tells what follows from them, and returns a function that finds a level as it is now. */
export const postEdit = async (
  unit: Unit,
  { before, movements }: { readonly before: readonly RankedLevel[]; readonly movements: readonly Movement[] },
  { at, requestId }: StaffRequest,
): Promise<(warehouseId: string) => StockLevel> => {
  const changed = movements.length > 0 ? await unit.stock.post(movements) : [];
  await announceChange(unit, { before, changed }, { at, correlationId: requestId });
  return (warehouseId) => changed.find((level) => level.warehouseId === warehouseId) ?? levelIn(before, warehouseId);
};
