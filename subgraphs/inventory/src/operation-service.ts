import type { Foundation, Viewer } from '@cardstock/service';
import { makeOperate } from './application/operations/operate.ts';
import { reviewWarehouse } from './application/operations/review-warehouse.ts';
import type { InUnit, StockQueries } from './application/ports.ts';
import { makeInspect } from './application/reading/inspect.ts';
import { readStockFile } from './graphql/operations/stock-file.ts';
import { makeStaffLoaders, type StaffLoaders } from './graphql/staff-loaders.ts';
import { makeStaffResolvers } from './graphql/staff-resolvers.ts';
import { startWarehouseReviews } from './messaging/warehouse-review-loop.ts';
import { makeStaffQueries } from './persistence/staff.queries.ts';

interface Options {
  readonly inUnit: InUnit;
  readonly queries: StockQueries;
  readonly foundation: Foundation;
  readonly now: () => Date;
}

interface Operations {
  /** The resolvers of what staff does to stock and sees of it. */
  readonly resolvers: ReturnType<typeof makeStaffResolvers>;
  loadersFor(viewer: Viewer): StaffLoaders;
  start(): void;
  stop(): Promise<void>;
}

/** What staff does to stock: their operations, what they look at, and the loop that tells of warehouses they close and open. */
export const makeOperations = ({ inUnit, queries, foundation, now }: Options): Operations => {
  const inspect = makeInspect({ queries, staffQueries: makeStaffQueries(foundation.orm), now });
  const operate = makeOperate({ inUnit, queries, readFile: readStockFile });
  let reviews: ReturnType<typeof startWarehouseReviews> | undefined;
  return {
    resolvers: makeStaffResolvers({ operate, inspect, now }),
    loadersFor: (viewer) => makeStaffLoaders(inspect, viewer),
    start: () => {
      reviews = startWarehouseReviews({ reviewWarehouse: reviewWarehouse({ inUnit, now }), log: foundation.log });
    },
    stop: async () => reviews?.stop(),
  };
};
