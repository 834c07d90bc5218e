import type { Sql } from '@cardstock/messaging';
import type { Logger, ProcessTools } from '@cardstock/service';
import type { Registry } from 'prom-client';
import type { Caches } from './application/cache.ports.ts';
import type { CatalogReader } from './application/read.ports.ts';
import { openReading } from './cache/open-reading.ts';
import { openCacheRedis } from './cache/redis.ts';
import { makeCaches } from './cache/writing/caches.ts';
import { makeWriterMetrics } from './cache/writing/metrics.ts';
import type { CatalogConfig } from './config.ts';
import { grants } from './persistence/cache/grant.repository.ts';
import { makeReadStamped } from './persistence/cache/stamped-reader.ts';
import { LOOKUP_SHAPE, makeCatalogReader } from './persistence/product.queries.ts';

/** A change waits for Redis longer than a read does: to do without it costs everybody's cache. */
const CHANGE_WAITS_MS = 500;

interface CachesOptions {
  readonly redisUrl: string | undefined;
  readonly log: Logger;
  readonly metrics?: Registry;
}

/** For a process that changes the read model. */
export const openCaches = ({ redisUrl, log, metrics }: CachesOptions): { caches: Caches; close(): void } => {
  const redis = redisUrl ? openCacheRedis({ url: redisUrl, log, answerWithinMs: CHANGE_WAITS_MS }) : undefined;
  const caches = makeCaches({ grants, redis, ...(metrics ? { metrics: makeWriterMetrics(metrics) } : {}) });
  return { caches, close: () => redis?.close() };
};

/** The cached reader of a service, and how its projector tells all caches. Who caches nothing tells the others all the same. */
export const openCacheSide = (config: CatalogConfig, { log, metrics, sql }: ProcessTools & { readonly sql: Sql }) => {
  const { REDIS_URL: redisUrl, CATALOG_CACHE, CATALOG_CACHE_CHARACTERS, CATALOG_CACHE_REDIS_SECONDS } = config;
  const { caches, close } = openCaches({ redisUrl, log, metrics });
  const reader: CatalogReader = makeCatalogReader(sql);
  const reading = CATALOG_CACHE
    ? openReading({
        redisUrl,
        log,
        metrics,
        reader,
        readStamped: makeReadStamped(sql),
        shape: LOOKUP_SHAPE,
        mostCharacters: CATALOG_CACHE_CHARACTERS,
        keptMs: CATALOG_CACHE_REDIS_SECONDS * 1_000,
      })
    : undefined;
  return {
    caches,
    reader: reading?.reader ?? reader,
    stop: async () => {
      await reading?.stop();
      close();
    },
  };
};
