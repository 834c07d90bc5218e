import { once } from 'node:events';
import type { Logger } from '@cardstock/service/core';
import { Redis } from 'ioredis';

const ANSWER_WITHIN_MS = 250;
const LONGEST_WAIT_MS = 2_000;

/** A connection for counting: it answers soon or not at all, and says once when it is lost and when it is back. */
export const connectToCounts = async (url: string, log: Logger): Promise<Redis> => {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: ANSWER_WITHIN_MS,
    connectTimeout: LONGEST_WAIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_WAIT_MS),
  });
  let isLost = false;
  redis.on('error', (err: Error) => {
    if (!isLost) log.warn({ err }, 'Redis is away: each gateway counts requests for itself');
    isLost = true;
  });
  redis.on('ready', () => {
    if (isLost) log.info('Redis is back: requests are counted together again');
    isLost = false;
  });
  const patience = AbortSignal.timeout(LONGEST_WAIT_MS);
  await once(redis, 'ready', { signal: patience }).catch(() => log.debug('starting without Redis'));
  return redis;
};
