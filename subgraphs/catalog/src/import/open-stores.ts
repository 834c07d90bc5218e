import { type Logger, makeTransact, openDatabase, sqlOf } from '@cardstock/service';
import { type ImportProducts, makeImportProducts } from '../application/imports/import-products.ts';
import { beginStockEnquiry } from '../application/stock-enquiry.ts';
import type { EventSequence, ImportProgress } from '../application/write.ports.ts';
import { openCaches } from '../cache-side.ts';
import type { ImportConfig } from '../config.ts';
import { findTouched } from '../persistence/cache/touched-entries.queries.ts';
import { MIGRATIONS } from '../persistence/migrations/index.ts';
import { makeEventSequence } from '../persistence/mongo/event-sequence.ts';
import { makeImportProgress } from '../persistence/mongo/import-progress.repository.ts';
import { makeNameClaims } from '../persistence/mongo/name-claim.repository.ts';
import { makeProductDocuments } from '../persistence/mongo/product-document.repository.ts';
import { readModel } from '../persistence/read-model.repository.ts';
import { settleTables } from '../persistence/settle-tables.ts';
import { stockEnquiries } from '../persistence/stock-enquiry.repository.ts';
import { makeProjector, type Projector } from '../projection/projector.ts';
import { openWriteSide } from './open-write-side.ts';

/** What an import works with. */
export interface ImportStores {
  readonly importProducts: ImportProducts;
  readonly progress: ImportProgress;
  readonly sequence: EventSequence;
  readonly projector: Projector;
  /** To be called when many products were projected: searches are fast at once, not when PostgreSQL has looked around. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

type StoreUrls = Pick<ImportConfig, 'MONGODB_URL' | 'DATABASE_URL'> & { readonly REDIS_URL?: string | undefined };

/** Opens both sides of the catalogue for an import: its own projector makes it independent of a running service. */
export const openStores = async (
  { MONGODB_URL, DATABASE_URL, REDIS_URL }: StoreUrls,
  log: Logger,
): Promise<ImportStores> => {
  const { mongo, events } = await openWriteSide(MONGODB_URL);
  const orm = await openDatabase({ url: DATABASE_URL, entities: [], migrations: MIGRATIONS, log, poolSize: 2 });
  const { caches, close: closeCaches } = openCaches({ redisUrl: REDIS_URL, log });
  const sequence = makeEventSequence(mongo);
  const documents = makeProductDocuments(mongo);
  const transact = makeTransact(orm, 'catalog');
  await beginStockEnquiry({ transact, enquiries: stockEnquiries }, sequence);
  return {
    importProducts: makeImportProducts({ events, documents, claims: makeNameClaims(mongo, events) }),
    progress: makeImportProgress(mongo),
    sequence,
    projector: makeProjector({ transact, readModel, sequence, events, documents, caches, findTouched }),
    settle: () => settleTables(sqlOf(orm.em.fork())),
    close: async () => {
      closeCaches();
      await orm.close();
      await mongo.close();
    },
  };
};
