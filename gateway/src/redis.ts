import { once } from 'node:events';
import type { Logger } from '@cardstock/service/core';
import { Redis } from 'ioredis';

interface ConnectionOptions {
  readonly url: string;
  readonly answerWithinMs: number;
  /** Told once when the connection is lost, and once when it is back. */
  readonly lost: string;
  readonly back: string;
  readonly log: Logger;
}

const LONGEST_WAIT_MS = 2_000;

/** A connection for what the gateway can do without: it answers soon or not at all. */
export const connectToRedis = async ({ url, answerWithinMs, lost, back, log }: ConnectionOptions): Promise<Redis> => {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: answerWithinMs,
    connectTimeout: LONGEST_WAIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_WAIT_MS),
  });
  let isLost = false;
  redis.on('error', (err: Error) => {
    if (!isLost) log.warn({ err }, lost);
    isLost = true;
  });
  redis.on('ready', () => {
    if (isLost) log.info(back);
    isLost = false;
  });
  const patience = AbortSignal.timeout(LONGEST_WAIT_MS);
  await once(redis, 'ready', { signal: patience }).catch(() => log.debug('starting without Redis'));
  return redis;
};
