import type { SkuQuantity } from '@cardstock/contracts';

/** One line per SKU, quantities added up, in the order of first mention. */
export const sumBySku = (lines: readonly SkuQuantity[]): SkuQuantity[] => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
};
