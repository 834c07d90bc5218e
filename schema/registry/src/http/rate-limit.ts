import { LRUCache } from 'lru-cache';
import type { Caller } from '../application/access.ts';

const MINUTE_MS = 60_000;
const MOST_CALLERS = 10_000;

/** Counts the requests of an address in each minute. False for those beyond the limit. */
export const makeRateLimit = (perMinute: number): ((caller: Caller) => boolean) => {
  const counts = new LRUCache<string, { count: number }>({ max: MOST_CALLERS, ttl: MINUTE_MS });
  return ({ address }) => {
    const entry = counts.get(address) ?? { count: 0 };
    if (entry.count === 0) counts.set(address, entry);
    entry.count += 1;
    return entry.count <= perMinute;
  };
};
