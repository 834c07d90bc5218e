import { notFound } from '@cardstock/service';
import {
  decideWarehouse,
  type Warehouse,
  type WarehouseDraft,
  type WarehouseRefusal,
} from '../../domain/stock/warehouse.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import type { InUnit, Unit } from '../ports.ts';

export type WarehouseOutcome =
  | { readonly ok: true; readonly warehouse: Warehouse }
  | { readonly ok: false; readonly refusal: WarehouseRefusal };

interface Saving {
  readonly all: readonly Warehouse[];
  readonly draft: WarehouseDraft;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

const save = async (unit: Unit, { all, draft, reason, expectedVersion }: Saving, request: StaffRequest) => {
  const { viewer, requestId, at } = request;
  const decision = decideWarehouse(draft, all, expectedVersion);
  if (!decision.ok) return decision;
  const { before } = decision;
  const warehouse = await unit.warehouses.save(draft);
  const note = { setting: 'WAREHOUSE', sku: null, warehouseId: draft.id, reason, actor: editorOf(viewer), at } as const;
  await unit.settings.note({ ...note, before: before ?? null, after: warehouse });
  // Its SKUs may be many: they are announced page by page, after this transaction.
  if (before && before.isActive !== warehouse.isActive) await unit.reviews.ask(warehouse.id, requestId);
  return { ok: true, warehouse } as const;
};

interface UpsertWarehouse {
  readonly draft: Omit<WarehouseDraft, 'isActive'>;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

/** Makes a warehouse, or changes one; whether it sells stays as it is. */
export const upsertWarehouse =
  (inUnit: InUnit) =>
  async (request: StaffRequest, { draft, ...edit }: UpsertWarehouse): Promise<WarehouseOutcome> => {
    editorOf(request.viewer);
    return inUnit(async (unit) => {
      const all = await unit.warehouses.lock();
      const isActive = all.find(({ id }) => id === draft.id)?.isActive ?? true;
      return save(unit, { all, draft: { ...draft, isActive }, ...edit }, request);
    });
  };

interface SetWarehouseActive {
  readonly id: string;
  readonly isActive: boolean;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

/** Closes a warehouse to new orders, or opens it again. What orders hold there stays held. Throws NOT_FOUND. */
export const setWarehouseActive =
  (inUnit: InUnit) =>
  async (request: StaffRequest, { id, isActive, ...edit }: SetWarehouseActive): Promise<WarehouseOutcome> => {
    editorOf(request.viewer);
    return inUnit(async (unit) => {
      const all = await unit.warehouses.lock();
      const known = all.find((warehouse) => warehouse.id === id);
      if (!known) throw notFound('warehouse');
      return save(unit, { all, draft: { ...known, isActive }, ...edit }, request);
    });
  };
