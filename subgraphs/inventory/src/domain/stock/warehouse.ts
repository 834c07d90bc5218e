/** A house that keeps stock and sends parcels. */
export interface Warehouse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** The lowest number is emptied first. */
  readonly priority: number;
  readonly location: string | null;
  /** False where it sells nothing for now. */
  readonly isActive: boolean;
  /** Counts the changes of this warehouse. */
  readonly version: number;
}

export type WarehouseDraft = Omit<Warehouse, 'version'>;

export type WarehouseRefusal =
  | { readonly code: 'WAREHOUSE_CODE_TAKEN'; readonly warehouse: Warehouse }
  | { readonly code: 'WAREHOUSE_VERSION_STALE'; readonly expectedVersion: number; readonly warehouse: Warehouse };

export type WarehouseDecision =
  | { readonly ok: true; readonly before: Warehouse | undefined }
  | { readonly ok: false; readonly refusal: WarehouseRefusal };

/** Decides an edit of a warehouse, or a new one (version 0), beside all that there are. No two have one code. */
export const decideWarehouse = (
  { id, code }: Pick<Warehouse, 'id' | 'code'>,
  all: readonly Warehouse[],
  expectedVersion: number | undefined,
): WarehouseDecision => {
  const before = all.find((warehouse) => warehouse.id === id);
  if (before && expectedVersion !== undefined && expectedVersion !== before.version)
    return { ok: false, refusal: { code: 'WAREHOUSE_VERSION_STALE', expectedVersion, warehouse: before } };
  const other = all.find((warehouse) => warehouse.code === code && warehouse.id !== id);
  return other ? { ok: false, refusal: { code: 'WAREHOUSE_CODE_TAKEN', warehouse: other } } : { ok: true, before };
};
