import type { Orm } from '@cardstock/service';
import type { StockQueries } from '../application/ports.ts';
import { StockLevelRow } from './stock-level.row.ts';
import { WarehouseRow } from './warehouse.row.ts';

/** Reads on a fresh entity manager each, so that nothing is remembered between requests. */
export const makeStockQueries = (orm: Orm): StockQueries => ({
  levelsOf: (skus) =>
    orm.em
      .fork()
      .find(
        StockLevelRow,
        { sku: { $in: [...skus] } },
        { orderBy: { sku: 'asc', warehouseId: 'asc' }, disableIdentityMap: true },
      ),
  warehouses: () =>
    orm.em.fork().findAll(WarehouseRow, { orderBy: { priority: 'asc', id: 'asc' }, disableIdentityMap: true }),
});
