import type { EntryName, Lookup } from '../../application/cache.ports.ts';
import type { CatalogReader, ProductView, VariantView } from '../../application/read.ports.ts';
import type { ReaderMetrics } from './metrics.ts';
import type { Entry, NearEntries } from './near.ts';
import { isAwaiting, type Trust } from './trust.ts';

interface CachedParts {
  /** Answers what is not looked up by a key. */
  readonly reader: CatalogReader;
  readonly near: NearEntries;
  readonly source: (name: EntryName) => Promise<Entry>;
  readonly trust: Trust;
  readonly metrics: ReaderMetrics;
}

/** Longer than the name of anything: not worth the room. */
const LONGEST_KEY = 256;

const makeLookUp =
  ({ near, source, trust, metrics }: CachedParts) =>
  async (name: EntryName): Promise<unknown> => {
    const session = trust.trusted;
    if (!session) {
      metrics.found('bypassed');
      return (await source(name)).value;
    }
    const isNear = near.knows(name);
    // Who comes while a commit is awaited joins nobody, and is joined by nobody: what one reads before it is old after it.
    const readsAlone = !isNear && (isAwaiting(session) || name.length > LONGEST_KEY);
    const { value, from } = readsAlone ? await source(name) : await near.get(name);
    metrics.found(isNear ? 'process' : from);
    return value;
  };

/** The catalogue's reader, by way of the caches. */
export const makeCachedReader = (parts: CachedParts): CatalogReader => {
  const lookUp = makeLookUp(parts);
  const find = async <Value>(lookup: Lookup, keys: readonly string[]): Promise<Value[]> => {
    const found = await Promise.all(keys.map((key) => lookUp(`${lookup}:${key}`)));
    return found.filter((value) => value !== undefined) as Value[];
  };
  return {
    ...parts.reader,
    productsByIds: (ids) => find<ProductView>('product', ids),
    productBySlug: async (slug) => (await find<ProductView>('slug', [slug]))[0],
    variantsBySkus: (skus) => find<VariantView>('variant', skus),
    variantsOfProducts: async (ids) => (await find<VariantView[]>('variants', ids)).flat(),
  };
};
