import type { Sql } from '@cardstock/messaging';
import type { AlikeProducts } from '../domain/search-facets.ts';
import type { Words } from './alike-products.queries.ts';

type Counts = readonly AlikeProducts[];
type Count = (words: Words) => Promise<Counts>;

interface Remembered {
  readonly version: string;
  readonly counts: Promise<Counts>;
}

const MOST_GROUPS = 500_000;

// Every change of a product moves the position; a rebuild changes the other row.
const VERSION = `select string_agg(name || position, ',' order by name) as version from projection_position`;

/** Forgets what was longest ago until the rest is few groups enough to be kept: some 100 bytes each. */
const keepRecent = (entries: Map<string, Remembered>, sizes: Map<string, number>): void => {
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [key, size] of sizes) {
    if (total <= MOST_GROUPS) return;
    total -= size;
    sizes.delete(key);
    entries.delete(key);
  }
};

/**
 * Counts once for each text and state of the read model, however many ask: a broad search is counted over very many
 * products, and often the same ones. Where stock matters nothing is remembered, since it changes all the time.
 */
export const rememberCounts = (sql: Sql, count: Count): Count => {
  const entries = new Map<string, Remembered>();
  const sizes = new Map<string, number>();
  const forget = (key: string): void => {
    entries.delete(key);
    sizes.delete(key);
  };
  const remember = (key: string, version: string, words: Words): Promise<Counts> => {
    forget(key);
    const counts = count(words);
    const entry = { version, counts };
    entries.set(key, entry);
    counts.then(
      ({ length }) => {
        if (entries.get(key) !== entry) return;
        sizes.set(key, length + 1);
        keepRecent(entries, sizes);
      },
      () => entries.get(key) === entry && forget(key),
    );
    return counts;
  };
  return async (words) => {
    if (words.inStock !== undefined) return count(words);
    const key = JSON.stringify([words.query, words.category, words.minPrice, words.maxPrice]);
    const [row] = await sql<{ version: string }>(VERSION);
    const version = row?.version ?? '';
    const known = entries.get(key);
    return known?.version === version ? known.counts : remember(key, version, words);
  };
};
