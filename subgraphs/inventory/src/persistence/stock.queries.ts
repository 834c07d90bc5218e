import { type Orm, sqlOf } from '@cardstock/service';
import type { StockQueries } from '../application/ports.ts';
import { readWaiting } from './backorder.repository.ts';
import { RANKED_LEVELS, type RankedRow, toRankedLevel } from './levels.ts';
import { WarehouseRow } from './warehouse.row.ts';

/** Reads on a fresh entity manager each, so that nothing is remembered between requests. */
export const makeStockQueries = (orm: Orm): StockQueries => ({
  levelsOf: async (skus) => (await sqlOf(orm.em.fork())<RankedRow>(RANKED_LEVELS, [skus])).map(toRankedLevel),
  waitingFor: (skus) => readWaiting(sqlOf(orm.em.fork()), skus),
  warehouses: () =>
    orm.em.fork().findAll(WarehouseRow, { orderBy: { priority: 'asc', id: 'asc' }, disableIdentityMap: true }),
});
