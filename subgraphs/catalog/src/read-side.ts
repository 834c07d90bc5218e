import { type Foundation, sqlOf } from '@cardstock/service';
import { makeReadLag } from './application/catalog-status.ts';
import { makeSearchProducts } from './application/search-products.ts';
import type { EventSequence } from './application/write.ports.ts';
import { openCacheSide } from './cache-side.ts';
import type { CatalogConfig } from './config.ts';
import { recordedAfter } from './persistence/mongo/event-sequence.ts';
import type { Mongo } from './persistence/mongo/mongo.ts';
import { livePosition } from './persistence/read-model.repository.ts';
import { watchLag } from './projection/lag-gauge.ts';
import { makeSearchSide } from './search-side.ts';

interface Parts {
  readonly config: CatalogConfig;
  readonly foundation: Foundation;
  readonly mongo: Mongo;
  readonly sequence: EventSequence;
}

/** The read side: look-ups by way of the caches, searches, and how far it is behind. */
export const openReadSide = ({ config, foundation, mongo, sequence }: Parts) => {
  const { orm, log, metrics } = foundation;
  const sql = sqlOf(orm.em.fork());
  const readLag = makeReadLag({
    livePosition: () => livePosition(sql),
    lastPosition: sequence.last,
    recordedAfter: (position) => recordedAfter(mongo, position),
    now: () => new Date(),
  });
  watchLag({ registry: metrics, readLag, log });
  const { search, categoryLists, startIndexing } = makeSearchSide(foundation, config);
  return {
    ...openCacheSide(config, { log, metrics, sql }),
    readLag,
    search,
    searchProducts: makeSearchProducts(search),
    searchCategories: makeSearchProducts({ ...search, ...categoryLists }),
    startIndexing,
  };
};

export type ReadSide = ReturnType<typeof openReadSide>;
