import DataLoader from 'dataloader';
import type { ScheduledPrice } from '../application/prices/ports.ts';
import type { FoundHistory, HistoryPart, ReadHistories } from '../application/products/read-history.ts';
import type { CatalogReader, PriceRange, PriceView, ProductView, VariantView } from '../application/read.ports.ts';

const inKeyOrder = <Item>(
  keys: readonly string[],
  items: readonly Item[],
  keyOf: (item: Item) => string,
): (Item | null)[] => {
  const found = new Map(items.map((item) => [keyOf(item), item]));
  return keys.map((key) => found.get(key) ?? null);
};

const cacheKeyOf = ({ sku, from, to, limit }: PriceRange): string => JSON.stringify([sku, from, to, limit]);

/** One batch of lookups per request and kind, whatever the number of fields and references that need them. Drafts are among what is found. */
export const makeLoaders = (reader: CatalogReader, readHistories: ReadHistories) => ({
  productById: new DataLoader<string, ProductView | null>(async (ids) =>
    inKeyOrder(ids, await reader.productsByIds(ids), ({ id }) => id),
  ),
  variantBySku: new DataLoader<string, VariantView | null>(async (skus) =>
    inKeyOrder(skus, await reader.variantsBySkus(skus), ({ sku }) => sku),
  ),
  variantsByProduct: new DataLoader<string, VariantView[]>(async (ids) => {
    const byProduct = Map.groupBy(await reader.variantsOfProducts(ids), ({ productId }) => productId);
    return ids.map((id) => byProduct.get(id) ?? []);
  }),
  pricesInRange: new DataLoader<PriceRange, PriceView[], string>((ranges) => reader.pricesIn(ranges), {
    cacheKeyFn: cacheKeyOf,
  }),
  scheduledPrices: new DataLoader<string, ScheduledPrice[]>((skus) => reader.scheduledPricesOf(skus)),
  historyPart: new DataLoader<HistoryPart, FoundHistory, string>(readHistories, {
    cacheKeyFn: (part) => JSON.stringify(part),
  }),
});

export type Loaders = ReturnType<typeof makeLoaders>;
