import type { EntryName, Lookup, ReadStamped, Stamped } from '../../application/cache.ports.ts';
import type { CatalogReader } from '../../application/read.ports.ts';

type Values = ReadonlyMap<string, unknown>;

/** How each kind of entry is read: all keys with one statement, but slugs, which are asked for one by one. */
const READ: Readonly<Record<Lookup, (reader: CatalogReader, keys: readonly string[]) => Promise<Values>>> = {
  product: async (reader, ids) => new Map((await reader.productsByIds(ids)).map((one) => [one.id, one])),
  variant: async (reader, skus) => new Map((await reader.variantsBySkus(skus)).map((one) => [one.sku, one])),
  variants: async (reader, ids) => Map.groupBy(await reader.variantsOfProducts(ids), ({ productId }) => productId),
  slug: async (reader, slugs) =>
    new Map(await Promise.all(slugs.map(async (slug) => [slug, await reader.productBySlug(slug)] as const))),
};

const split = (name: EntryName): { lookup: Lookup; key: string } => {
  const end = name.indexOf(':');
  return { lookup: name.slice(0, end) as Lookup, key: name.slice(end + 1) };
};

export interface ReadEntry extends Stamped<unknown> {
  readonly name: EntryName;
}

/** Reads entries from the tables. The value is undefined where there is no such thing. */
export const readEntries = async (
  readStamped: ReadStamped,
  names: readonly EntryName[],
): Promise<readonly ReadEntry[]> => {
  const wanted = Map.groupBy(names.map(split), ({ lookup }) => lookup);
  const read = await Promise.all(
    [...wanted].map(async ([lookup, entries]) => {
      const keys = entries.map(({ key }) => key);
      const { value, position } = await readStamped((reader) => READ[lookup](reader, keys));
      return keys.map((key): ReadEntry => ({ name: `${lookup}:${key}`, value: value.get(key), position }));
    }),
  );
  return read.flat();
};
