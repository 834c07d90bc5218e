import { forbidden, hasScope, unauthenticated, type Viewer } from '@cardstock/service';
import { type Availability, availabilityBySku, type StockLevel, toAvailability } from '../domain/stock-level.ts';
import type { StockQueries, Warehouse } from './ports.ts';

const checkMayRead = (viewer: Viewer): void => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
  if (!hasScope(viewer, 'stock:read')) throw forbidden();
};

/** How much of each SKU can be sold: for everybody. A SKU that nobody knows has nothing. In the order of the SKUs asked for. */
export const readAvailability =
  (queries: StockQueries) =>
  async (skus: readonly string[]): Promise<Availability[]> => {
    const known = new Map(
      availabilityBySku(await queries.levelsOf(skus)).map(({ sku, available }) => [sku, available]),
    );
    return skus.map((sku) => toAvailability(known.get(sku) ?? 0));
  };

/** The levels of each SKU in every warehouse: for staff. In the order of the SKUs asked for. */
export const readStock =
  (queries: StockQueries) =>
  async (viewer: Viewer, skus: readonly string[]): Promise<StockLevel[][]> => {
    checkMayRead(viewer);
    const levels = Map.groupBy(await queries.levelsOf(skus), ({ sku }) => sku);
    return skus.map((sku) => levels.get(sku) ?? []);
  };

/** All warehouses, by priority: for staff. */
export const listWarehouses =
  (queries: StockQueries) =>
  async (viewer: Viewer): Promise<Warehouse[]> => {
    checkMayRead(viewer);
    return queries.warehouses();
  };
