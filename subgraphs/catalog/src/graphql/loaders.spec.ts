import { describe, expect, it } from '@jest/globals';
import type { CatalogReader, PriceRange, VariantView } from '../application/read.ports.ts';
import { makeLoaders } from './loaders.ts';

const aVariantOf = (productId: string, sku: string): VariantView => ({
  sku,
  productId,
  title: sku,
  edition: null,
  foiling: null,
  condition: null,
  language: 'en',
  priceAmount: 1,
  priceCurrency: 'USD',
  weightGrams: 2,
  status: 'PUBLISHED',
  isOnSale: true,
});

const VARIANTS = [aVariantOf('b', 'B-1'), aVariantOf('a', 'A-1'), aVariantOf('a', 'A-2')];

/** A reader over a list, which remembers what it was asked for. */
const readerOf = (variants: readonly VariantView[]) => {
  const asked: (readonly unknown[])[] = [];
  const reader: CatalogReader = {
    productsByIds: async () => [],
    productBySlug: async () => undefined,
    variantsBySkus: async (skus) => {
      asked.push(skus);
      return variants.filter(({ sku }) => skus.includes(sku));
    },
    variantsOfProducts: async (ids) => {
      asked.push(ids);
      return variants.filter(({ productId }) => ids.includes(productId));
    },
    pricesIn: async (ranges) => {
      asked.push(ranges);
      return ranges.map(({ sku }) => [{ amount: sku.length, currency: 'USD', changedAt: new Date(0) }]);
    },
    scheduledPricesOf: async (skus) => skus.map(() => []),
  };
  return { asked, loaders: makeLoaders(reader, async () => []) };
};

describe('lookups of one request', () => {
  it('take one statement for any number of references, in their order, with null for what is unknown', async () => {
    const { asked, loaders } = readerOf(VARIANTS);
    const skus = ['A-2', 'NONE', 'B-1', 'A-2'];
    const found = await Promise.all(skus.map((sku) => loaders.variantBySku.load(sku)));
    expect(found.map((variant) => variant?.sku)).toEqual(['A-2', undefined, 'B-1', 'A-2']);
    expect(asked).toEqual([['A-2', 'NONE', 'B-1']]);
  });

  it('take one statement for the SKUs of all products', async () => {
    const { asked, loaders } = readerOf(VARIANTS);
    const found = await Promise.all(['a', 'none', 'b'].map((id) => loaders.variantsByProduct.load(id)));
    expect(found.map((variants) => variants.map(({ sku }) => sku))).toEqual([['A-1', 'A-2'], [], ['B-1']]);
    expect(asked).toHaveLength(1);
  });

  it('take one statement for price histories of any ranges', async () => {
    const { asked, loaders } = readerOf(VARIANTS);
    const ranges: PriceRange[] = [
      { sku: 'A-1', from: null, to: null, limit: 10 },
      { sku: 'A-1', from: new Date(1), to: null, limit: 10 },
      { sku: 'A-1', from: null, to: null, limit: 10 },
    ];
    await Promise.all(ranges.map((range) => loaders.pricesInRange.load(range)));
    expect(asked).toEqual([ranges.slice(0, 2)]);
  });
});
