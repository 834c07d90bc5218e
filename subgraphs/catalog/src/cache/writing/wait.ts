import { setTimeout as pause } from 'node:timers/promises';
import { KEYS } from '../keys.ts';
import { LEASE_MS, MARGIN_MS } from '../limits.ts';
import type { CacheRedis } from '../redis.ts';
import { COUNT_BEHIND } from './scripts.ts';

const LOOK_AGAIN_MS = 2;

/** The number of no announcement: only who has left is not behind it. */
export const UNTIL_ALL_LEFT = Number.MAX_SAFE_INTEGER;

/** A timer may be early; the moment is not. */
export const waitUntil = async (moment: number): Promise<void> => {
  for (let left = moment - performance.now(); left > 0; left = moment - performance.now()) await pause(left);
};

/**
 * Waits until every process has taken in an announcement, or cannot trust its caches any more: there is no other lease for
 * who has not, so after the length of one all of those are over. Resolves to whether it took that long.
 */
export const waitForReaders = async (redis: CacheRedis, announcement: number): Promise<boolean> => {
  const until = performance.now() + LEASE_MS + MARGIN_MS;
  for (;;) {
    const isOver = performance.now() >= until;
    const behind = await redis.ask<number>((client) =>
      client.eval(COUNT_BEHIND, 1, KEYS.readers, announcement, isOver ? '1' : '0'),
    );
    if (behind === 0 || isOver) return isOver;
    await pause(LOOK_AGAIN_MS);
  }
};
