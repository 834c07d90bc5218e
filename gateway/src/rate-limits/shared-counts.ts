import type { Logger } from '@cardstock/service/core';
import type { Redis } from 'ioredis';
import { connectToRedis } from '../redis.ts';

const ANSWER_WITHIN_MS = 250;

/** A connection for counting. */
export const connectToCounts = (url: string, log: Logger): Promise<Redis> =>
  connectToRedis({
    url,
    answerWithinMs: ANSWER_WITHIN_MS,
    lost: 'Redis is away: each gateway counts requests for itself',
    back: 'Redis is back: requests are counted together again',
    log,
  });
