import type { Logger } from '@cardstock/service';
import { Redis } from 'ioredis';
import { ANSWER_WITHIN_MS } from './limits.ts';

/** A Redis that the caller can do without. */
export interface CacheRedis {
  /** What Redis answers; undefined where it does not, or not in time. */
  ask<Reply>(command: (redis: Redis) => Promise<unknown>): Promise<Reply | undefined>;
  onLost(forget: () => void): void;
  close(): void;
}

interface Options {
  readonly url: string;
  readonly log: Logger;
  readonly answerWithinMs?: number;
}

const LONGEST_RETRY_MS = 500;
const TELL_EVERY_MS = 60_000;

const connect = (url: string, answerWithinMs: number): Redis =>
  new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: answerWithinMs,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_RETRY_MS),
  });

export const openCacheRedis = ({ url, log, answerWithinMs = ANSWER_WITHIN_MS }: Options): CacheRedis => {
  const redis = connect(url, answerWithinMs);
  let toldAt = Number.NEGATIVE_INFINITY;
  // A Redis that is now and then too slow would fill the log; the metrics count what it costs.
  const fail = (err: Error): void => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    log.warn({ err }, 'the cache does without Redis');
  };
  redis.on('error', fail);
  const isBegun = new Promise<void>((resolve) => {
    for (const outcome of ['ready', 'close'] as const) redis.once(outcome, resolve);
  });
  return {
    ask: async <Reply>(command: (redis: Redis) => Promise<unknown>) => {
      await isBegun; // who has just connected is not without Redis yet
      if (redis.status !== 'ready') return undefined;
      try {
        return (await command(redis)) as Reply;
      } catch (err) {
        // Whatever Redis has to say against it: nothing here needs it to be right, only to be fast.
        if (!(err instanceof Error)) throw err;
        fail(err);
        return undefined;
      }
    },
    onLost: (forget) => void redis.on('close', forget),
    close: () => redis.disconnect(),
  };
};
