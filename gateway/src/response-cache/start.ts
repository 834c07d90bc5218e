import type { ApolloServerPlugin } from '@apollo/server';
import type { ProcessTools } from '@cardstock/service/core';
import type { GatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import type { Step } from '../execution/operation.ts';
import { connectToRedis } from '../redis.ts';
import { followChanges } from './invalidation.ts';
import { makeResponseCacheMetrics } from './metrics.ts';
import { cacheResponses } from './response-cache.ts';
import { ResponseStore } from './response-store.ts';
import { tellFreshness } from './tell-freshness.ts';

/** Answers that are kept: what the gateway needs of them. */
export interface StartedResponseCache {
  readonly step: Step;
  /** Tells clients how old their answers are. */
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  stop(): Promise<void>;
}

const ANSWER_WITHIN_MS = 250;

const asIfNotThere: Step = (next) => next;

/**
 * Without a Redis nothing is stored. Switched off, the gateway still follows the events in its queue: others may store what
 * they make old.
 */
export const startResponseCache = async (config: GatewayConfig, tools: ProcessTools): Promise<StartedResponseCache> => {
  const plugin = tellFreshness(config.RESPONSE_CACHE_CLIENT_SECONDS);
  const { REDIS_URL: queues, RESPONSE_CACHE_REDIS_URL: url = queues } = config;
  if (url === undefined) return { step: asIfNotThere, plugin, stop: async () => {} };
  const redis = await connectToRedis({
    url,
    answerWithinMs: ANSWER_WITHIN_MS,
    lost: 'Redis is away: no stored answers',
    back: 'Redis is back: answers are stored again',
    log: tools.log,
  });
  const store = new ResponseStore(redis);
  const metrics = makeResponseCacheMetrics(tools.metrics);
  const following = queues && followChanges({ ...tools, redisUrl: queues, store, cacheMetrics: metrics });
  const { RESPONSE_CACHE_MAX_SECONDS: maxSeconds, RESPONSE_CACHE_MAX_BYTES: maxBytes } = config;
  return {
    step: config.RESPONSE_CACHE ? cacheResponses({ store, metrics, maxSeconds, maxBytes }) : asIfNotThere,
    plugin,
    stop: async () => {
      if (following) await following.stop();
      redis.disconnect();
    },
  };
};
