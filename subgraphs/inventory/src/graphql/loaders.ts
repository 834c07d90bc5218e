import { notFound, type Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import type { Application } from '../application/index.ts';
import type { Availability, StockLevel } from '../domain/stock/stock-level.ts';
import type { Warehouse } from '../domain/stock/warehouse.ts';

/** Batches the reads of one request. Each answers in the order of its keys. */
export interface Loaders {
  readonly availabilityBySku: DataLoader<string, Availability>;
  readonly stockBySku: DataLoader<string, StockLevel[]>;
  readonly warehouseById: DataLoader<string, Warehouse>;
}

export const makeLoaders = (app: Application, viewer: Viewer, at: Date): Loaders => ({
  availabilityBySku: new DataLoader((skus) => app.readAvailability(skus, at)),
  stockBySku: new DataLoader((skus) => app.readStock(viewer, skus)),
  warehouseById: new DataLoader<string, Warehouse>(async (ids) => {
    const byId = new Map((await app.listWarehouses(viewer)).map((warehouse) => [warehouse.id, warehouse]));
    return ids.map((id) => byId.get(id) ?? notFound('warehouse'));
  }),
});
