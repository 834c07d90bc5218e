import { CATALOGUE, type Contract } from '@cardstock/contracts';
import {
  consume,
  makeMessagingMetrics,
  type Subscription,
  startSubscriber,
} from '@cardstock/messaging/without-database';
import type { ProcessTools } from '@cardstock/service/core';
import type { ResponseCacheMetrics } from './metrics.ts';
import { EVERYTHING, type ResponseStore } from './response-store.ts';

interface InvalidationOptions extends ProcessTools {
  /** Of the queues. */
  readonly redisUrl: string;
  readonly store: ResponseStore;
  readonly cacheMetrics: ResponseCacheMetrics;
}

const AT_ONCE = 4;

const contractsForUs = (): readonly Contract[] =>
  (CATALOGUE as readonly Contract[]).filter(({ consumers }) => consumers.includes('gateway'));

/**
 * Follows the events that make stored answers old. Of several gateways each event reaches one, which forgets for all of
 * them; doing it twice is harmless. What cannot be read might concern anything: then all answers are forgotten.
 */
export const followChanges = (options: InvalidationOptions): { stop(): Promise<void> } => {
  const { redisUrl, store, cacheMetrics, log, metrics } = options;
  const forgetAt = (contract: Contract): Subscription =>
    consume(contract, async (event) => {
      await store.forget(contract.changes?.(event) ?? [EVERYTHING]);
      cacheMetrics.forgot(contract.type);
    });
  return startSubscriber({
    domain: 'gateway',
    redisUrl,
    subscriptions: contractsForUs().map(forgetAt),
    bury: async ({ id, error }) => {
      await store.forget([EVERYTHING]);
      cacheMetrics.forgot('unreadable');
      log.warn({ messageId: id, error }, 'all stored answers were forgotten, for a message that could not be handled');
    },
    log,
    metrics: makeMessagingMetrics(metrics),
    concurrency: AT_ONCE,
  });
};
