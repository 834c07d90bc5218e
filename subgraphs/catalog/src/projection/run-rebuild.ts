import type { Sql } from '@cardstock/messaging';
import type { Orm } from '@cardstock/service';
import { sqlOf } from '@cardstock/service';
import type { Caches } from '../application/cache.ports.ts';
import type { ProductStores } from '../application/products/load-product.ts';
import { RebuildTaken } from '../application/rebuild.ports.ts';
import type { EventSequence } from '../application/write.ports.ts';
import { livePosition, readModel } from '../persistence/read-model.repository.ts';
import { shadowTables } from '../persistence/rebuild/shadow-tables.ts';
import { rebuildReadModel } from './rebuild.ts';

const REBUILD_LOCK = 4_713;

interface RunOptions {
  readonly orm: Orm;
  readonly sequence: EventSequence;
  readonly stores: ProductStores;
  readonly caches: Pick<Caches, 'forgetAll'>;
  readonly run: string;
  readonly report?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Rebuilds the read model, one at a time in the whole platform: the lock goes with the connection, however this ends. */
export const runRebuild = ({ orm, caches, ...options }: RunOptions): Promise<number> => {
  const inTransaction = <Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> =>
    orm.em.fork().transactional((em) => work(sqlOf(em)));
  return inTransaction(async (sql) => {
    const [row] = await sql<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [REBUILD_LOCK]);
    if (!row?.locked) throw new RebuildTaken('another rebuild is under way');
    return rebuildReadModel({
      ...options,
      inTransaction,
      shadow: shadowTables,
      saveRows: readModel.saveRows,
      livePosition,
      forgetAll: caches.forgetAll,
    });
  });
};
