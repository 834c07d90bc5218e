import type { Logger } from '@cardstock/service';
import type { Registry } from 'prom-client';
import type { ReadStamped } from '../application/cache.ports.ts';
import type { CatalogReader } from '../application/read.ports.ts';
import { LEASE_MS } from './limits.ts';
import { makeCachedReader } from './reading/cached-reader.ts';
import { makeFarEntries } from './reading/far.ts';
import { followNews, LISTEN_MS } from './reading/follow-news.ts';
import { makeReaderMetrics } from './reading/metrics.ts';
import { NearEntries } from './reading/near.ts';
import { makeSource } from './reading/source.ts';
import { Trust } from './reading/trust.ts';
import { openCacheRedis } from './redis.ts';

export interface ReadingOptions {
  readonly redisUrl: string;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly reader: CatalogReader;
  readonly readStamped: ReadStamped;
  readonly shape: string;
  readonly mostCharacters: number;
  readonly keptMs: number;
}

export interface Reading {
  readonly reader: CatalogReader;
  /** Whether caches can be trusted at this moment. */
  isTrusted(): boolean;
  stop(): Promise<void>;
}

/** Reads the catalogue by way of two caches: this process's own, and Redis, which all of them share. */
export const openReading = ({ redisUrl: url, log, ...options }: ReadingOptions): Reading => {
  const [redis, newsRedis] = [
    openCacheRedis({ url, log }),
    openCacheRedis({ url, log, answerWithinMs: LISTEN_MS + LEASE_MS }), // a late answer is no lease, but news all the same
  ];
  const metrics = makeReaderMetrics(options.metrics);
  const trust = new Trust();
  const far = makeFarEntries({ redis, ...options });
  const source = makeSource({ trust, far, readStamped: options.readStamped, metrics });
  const near = new NearEntries({ mostCharacters: options.mostCharacters, load: source });
  const isTrusted = (): boolean => trust.trusted !== undefined;
  metrics.watch({ isTrusted, entries: () => near.count, characters: () => near.characters });
  redis.onLost(() => trust.suspend());
  const following = followNews({ redis: newsRedis, trust, near, metrics }, log);
  return {
    reader: makeCachedReader({ reader: options.reader, near, source, trust, metrics }),
    isTrusted,
    stop: async () => {
      await following.stop();
      for (const one of [redis, newsRedis]) one.close();
    },
  };
};
