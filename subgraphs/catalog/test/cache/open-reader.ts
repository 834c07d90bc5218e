import type { Sql } from '@cardstock/messaging';
import { openDatabase, sqlOf } from '@cardstock/service';
import { testTools } from '@cardstock/testing';
import { Registry } from 'prom-client';
import type { ReadStamped } from '../../src/application/cache.ports.ts';
import { openReading, type ReadingOptions } from '../../src/cache/open-reading.ts';
import { makeReadStamped } from '../../src/persistence/cache/stamped-reader.ts';
import { makeCatalogReader } from '../../src/persistence/product.queries.ts';

export type OpenOptions = Partial<ReadingOptions> & { readonly wrap?: (read: ReadStamped) => ReadStamped };

/** One process's reader, with connections and metrics of its own; `statements` are those that looked something up. */
export const openReader = async (databaseUrl: string, redisUrl: string, { wrap, ...more }: OpenOptions) => {
  const { log } = testTools('catalog');
  const orm = await openDatabase({ url: databaseUrl, entities: [], migrations: [], log, poolSize: 4 });
  const metrics = new Registry();
  const statements: string[] = [];
  const ask = sqlOf(orm.em.fork());
  const sql: Sql = (text, values) => {
    statements.push(text);
    return ask(text, values);
  };
  const read = makeReadStamped(sql);
  const reading = openReading({
    redisUrl,
    log,
    metrics,
    reader: makeCatalogReader(sql),
    readStamped: wrap ? wrap(read) : read,
    shape: 'test',
    mostCharacters: 10_000_000,
    keptMs: 60_000,
    ...more,
  });
  const { reader } = reading;
  return {
    reader,
    statements,
    isTrusted: reading.isTrusted,
    found: async (where: string): Promise<number> => {
      const { values } = await (metrics.getSingleMetric('catalog_cache_lookups_total')?.get() ?? { values: [] });
      return values.find(({ labels }) => labels['found'] === where)?.value ?? 0;
    },
    stop: async () => {
      await reading.stop();
      await orm.close();
    },
  };
};

export type OpenReader = Awaited<ReturnType<typeof openReader>>;
