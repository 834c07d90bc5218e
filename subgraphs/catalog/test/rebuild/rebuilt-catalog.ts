import { randomUUID } from 'node:crypto';
import { type Orm, openDatabase } from '@cardstock/service';
import { testTools } from '@cardstock/testing';
import { openCaches } from '../../src/cache-side.ts';
import { applyLevels } from '../../src/persistence/availability.repository.ts';
import { makeEventSequence } from '../../src/persistence/mongo/event-sequence.ts';
import { makeProductDocuments } from '../../src/persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { runRebuild } from '../../src/projection/run-rebuild.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { aSlice } from '../stores.ts';

const READ_MODEL = `
  select (select jsonb_agg(to_jsonb(p) - 'change' order by id) from product p) as products, (select jsonb_agg(v order by sku) from variant v) as variants,
         (select jsonb_agg(p order by sku, changed_at) from price_point p) as prices,
         (select jsonb_agg(indexdef order by indexdef) from pg_indexes where schemaname = 'public') as indexes,
         (select jsonb_agg(pg_get_triggerdef(oid) order by tgname) from pg_trigger where not tgisinternal) as triggers,
         (select jsonb_agg(nspname order by nspname) from pg_namespace where nspname in ('rebuild', 'retired')) as schemas,
         (select count(*)::int from outbox_message) as messages`;

type RebuildOptions = Partial<Parameters<typeof runRebuild>[0]>;

export interface RebuiltCatalog {
  readonly catalog: RunningCatalog;
  readonly orm: Orm;
  /** A rebuild in this process. */
  rebuild(options?: RebuildOptions): Promise<number>;
  /** All of the tables, and what is around them. */
  readModel(): Promise<Record<string, unknown> | undefined>;
  /** Has the inventory tell of fifty SKUs. */
  stockUp(available: number, revision: number): Promise<void>;
  stop(): Promise<void>;
}

/** A running catalogue with so many products, and what rebuilds its read model. */
export const aRebuiltCatalog = async (products: number): Promise<RebuiltCatalog> => {
  const catalog = await startCatalogWith(await aSlice(products));
  const { databaseUrl: url, sql, mongo, transact } = catalog.stores;
  const orm = await openDatabase({ url, entities: [], migrations: [], log: testTools('rebuild').log, poolSize: 4 });
  const { caches, close } = openCaches({ redisUrl: catalog.redisUrl, log: testTools('rebuild').log });
  return {
    catalog,
    orm,
    rebuild: (options = {}) =>
      runRebuild({
        orm,
        sequence: makeEventSequence(mongo),
        stores: { events: makeProductEvents(mongo), documents: makeProductDocuments(mongo) },
        caches,
        run: randomUUID(),
        ...options,
      }),
    readModel: async () => (await sql(READ_MODEL))[0],
    stockUp: (available, revision) =>
      transact(async (scope) => {
        const rows = await scope.sql<{ sku: string }>('select sku from variant order by sku limit 50');
        await applyLevels(
          scope.sql,
          rows.map(({ sku }) => ({ sku, available, revision })),
        );
      }),
    stop: async () => {
      close();
      await orm.close();
      await catalog.stop();
    },
  };
};
