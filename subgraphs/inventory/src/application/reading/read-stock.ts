import type { Viewer } from '@cardstock/service';
import {
  type Availability,
  availabilityBySku,
  type StockLevel,
  toAvailability,
} from '../../domain/stock/stock-level.ts';
import type { Warehouse } from '../../domain/stock/warehouse.ts';
import { checkMayRead } from '../access.ts';
import type { StockQueries } from '../ports.ts';

/** How much of each SKU can be sold: for everybody. A SKU that nobody knows has nothing. In the order of the SKUs asked for. */
export const readAvailability =
  (queries: StockQueries) =>
  async (skus: readonly string[], at: Date): Promise<Availability[]> => {
    const levels = await queries.levelsOf(skus);
    const known = new Map(availabilityBySku(levels).map(({ sku, available }) => [sku, available]));
    const policies = new Map(levels.map(({ sku, policy }) => [sku, policy]));
    const awaitable = skus.filter((sku) => !known.get(sku) && policies.get(sku));
    const waiting = awaitable.length > 0 ? await queries.waitingFor(awaitable) : new Map<string, number>();
    return skus.map((sku) =>
      toAvailability({
        sku,
        available: known.get(sku) ?? 0,
        policy: policies.get(sku),
        waiting: waiting.get(sku) ?? 0,
        at,
      }),
    );
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
