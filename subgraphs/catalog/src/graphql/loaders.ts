import type { Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import { seesUnlisted } from '../application/access.ts';
import type { ScheduledPrice } from '../application/prices/ports.ts';
import type { CatalogReader, PriceRange, PriceView, ProductView, VariantView } from '../application/read.ports.ts';
import type { ProductStatus } from '../domain/product/status.ts';

const inKeyOrder = <Item>(
  keys: readonly string[],
  items: readonly Item[],
  keyOf: (item: Item) => string,
): (Item | null)[] => {
  const found = new Map(items.map((item) => [keyOf(item), item]));
  return keys.map((key) => found.get(key) ?? null);
};

const cacheKeyOf = ({ sku, from, to, limit }: PriceRange): string => JSON.stringify([sku, from, to, limit]);

/** Old orders name what is not sold any more; a draft is nobody's but the staff's. */
const isShownTo =
  (viewer: Viewer) =>
  ({ status }: { readonly status: ProductStatus }): boolean =>
    status !== 'DRAFT' || seesUnlisted(viewer);

/** One batch of lookups per request and kind, whatever the number of fields and references that need them. */
export const makeLoaders = (reader: CatalogReader, viewer: Viewer) => ({
  productById: new DataLoader<string, ProductView | null>(async (ids) =>
    inKeyOrder(ids, (await reader.productsByIds(ids)).filter(isShownTo(viewer)), ({ id }) => id),
  ),
  variantBySku: new DataLoader<string, VariantView | null>(async (skus) =>
    inKeyOrder(skus, (await reader.variantsBySkus(skus)).filter(isShownTo(viewer)), ({ sku }) => sku),
  ),
  variantsByProduct: new DataLoader<string, VariantView[]>(async (ids) => {
    const byProduct = Map.groupBy(await reader.variantsOfProducts(ids), ({ productId }) => productId);
    return ids.map((id) => byProduct.get(id) ?? []);
  }),
  pricesInRange: new DataLoader<PriceRange, PriceView[], string>((ranges) => reader.pricesIn(ranges), {
    cacheKeyFn: cacheKeyOf,
  }),
  scheduledPrices: new DataLoader<string, ScheduledPrice[]>((skus) => reader.scheduledPricesOf(skus)),
});

export type Loaders = ReturnType<typeof makeLoaders>;
