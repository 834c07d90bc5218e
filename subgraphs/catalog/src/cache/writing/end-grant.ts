import type { Sql } from '@cardstock/messaging';
import type { Grants } from '../../application/cache.ports.ts';
import { KEYS } from '../keys.ts';
import { GRANTED_MS, MARGIN_MS } from '../limits.ts';
import type { CacheRedis } from '../redis.ts';
import { END_GRANT } from './scripts.ts';
import { UNTIL_ALL_LEFT, waitForReaders, waitUntil } from './wait.ts';

interface Ending {
  readonly grants: Grants;
  /** Undefined where the process has none. */
  readonly redis: CacheRedis | undefined;
  readonly sql: Sql;
  readonly grant: number;
  /** When the position was ours at the latest (monotonic): nobody else has let caches be trusted since. */
  readonly heldSince: number;
}

/**
 * Resolves when no cache is trusted under the grant any more; from the commit on nobody takes it for the present one.
 * With Redis everybody is told and leaves; without, the last lease that anybody may have is waited for.
 */
export const endGrant = async ({ grants, redis, sql, grant, heldSince }: Ending): Promise<void> => {
  const keys = [KEYS.grant, KEYS.writer, KEYS.sequence, KEYS.news];
  const isTold = await redis?.ask<number>((client) => client.eval(END_GRANT, keys.length, ...keys, grant));
  if (redis && isTold === 1) await waitForReaders(redis, UNTIL_ALL_LEFT);
  else await waitUntil(heldSince + GRANTED_MS + MARGIN_MS);
  await grants.save(sql, grant + 1);
};
