import type { FoundProducts } from '../../domain/facets/found-products.ts';
import type { Words } from './words.ts';

interface Remembered {
  readonly version: string;
  readonly counts: Promise<FoundProducts>;
}

/** A group takes some 20 bytes, and each list as much as so many groups. */
const MOST_GROUPS = 500_000;
const GROUPS_OF_A_LIST = 100;

/** Forgets what was longest ago until the rest is little enough to be kept. */
const keepRecent = (entries: Map<string, Remembered>, sizes: Map<string, number>): void => {
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [key, size] of sizes) {
    if (total <= MOST_GROUPS) return;
    total -= size;
    sizes.delete(key);
    entries.delete(key);
  }
};

export type RememberCounts = (
  words: Words,
  version: string,
  count: () => Promise<FoundProducts>,
) => Promise<FoundProducts>;

/** Counts once for each text and state of the read model, however many ask: a broad search is often the same one. */
export const makeRememberCounts = (): RememberCounts => {
  const entries = new Map<string, Remembered>();
  const sizes = new Map<string, number>();
  const forget = (key: string): void => {
    entries.delete(key);
    sizes.delete(key);
  };
  return (words, version, count) => {
    const key = JSON.stringify([words.query, words.category, words.minPrice, words.maxPrice]);
    const known = entries.get(key);
    if (known?.version === version) return known.counts;
    forget(key);
    const entry = { version, counts: count() };
    entries.set(key, entry);
    entry.counts.then(
      ({ groups }) => {
        if (entries.get(key) !== entry) return;
        sizes.set(key, groups.length + GROUPS_OF_A_LIST);
        keepRecent(entries, sizes);
      },
      () => entries.get(key) === entry && forget(key),
    );
    return entry.counts;
  };
};
