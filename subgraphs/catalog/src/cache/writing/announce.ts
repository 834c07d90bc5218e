import type { Announcement, EntryName } from '../../application/cache.ports.ts';
import { entriesOf, KEYS } from '../keys.ts';
import type { CacheRedis } from '../redis.ts';
import { ANNOUNCE } from './scripts.ts';

const NAMES_AT_ONCE = 1_000;
/** Who has missed more than these begins anew with empty caches. */
const KEPT = 1_000;

const inPieces = (names: readonly EntryName[]): EntryName[][] =>
  Array.from({ length: Math.ceil(names.length / NAMES_AT_ONCE) }, (_, index) =>
    names.slice(index * NAMES_AT_ONCE, (index + 1) * NAMES_AT_ONCE),
  );

/**
 * Tells all processes, and takes the entries out of Redis. Resolves to the number of the last announcement; undefined
 * where it could not be told under this grant.
 */
export const announce = async (
  redis: CacheRedis,
  grant: string,
  { position, entries }: Announcement,
): Promise<number | undefined> => {
  const keys = [KEYS.grant, KEYS.sequence, KEYS.news, KEYS.announced];
  let last: number | undefined;
  for (const names of inPieces(entries)) {
    const told = [grant, position, entriesOf(grant), KEPT, JSON.stringify(names), ...names];
    last =
      (await redis.ask<number | null>((client) => client.eval(ANNOUNCE, keys.length, ...keys, ...told))) ?? undefined;
    if (last === undefined) return undefined;
  }
  return last;
};
