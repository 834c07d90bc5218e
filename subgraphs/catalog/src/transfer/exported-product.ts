import { activeVariants, type Product } from '../domain/product/state.ts';
import type { ProductStatus } from '../domain/product/status.ts';
import type { ProductDetails, VariantDetails } from '../domain/product.ts';

/** A product as files have it. What staff makes of it is there where all products are asked for. */
export interface ExportedProduct extends ProductDetails {
  readonly id: string;
  readonly status?: ProductStatus;
  readonly categories?: readonly string[];
  readonly retired?: readonly string[];
}

const variantInOrder = ({ sku, title, edition, foiling, condition, ...rest }: VariantDetails): VariantDetails => {
  const { language, price, weightGrams } = rest;
  const { amount, currency } = price;
  return { sku, title, edition, foiling, condition, language, price: { amount, currency }, weightGrams };
};

/** The same product is the same text, whoever made it. */
const inOrder = ({ slug, kind, name, game, set, number, rarity, ...rest }: ProductDetails): ProductDetails => {
  const { types, text, artists, imageUrl, attributes, variants } = rest;
  const more = { types, text, artists, imageUrl, attributes, variants: variants.map(variantInOrder) };
  return { slug, kind, name, game, set, number, rarity, ...more };
};

/** A product that is for sale, without the SKUs that are not. */
export const listedProduct = (id: string, product: Product): ExportedProduct => ({
  id,
  ...inOrder({ ...product.details, variants: activeVariants(product) }),
});

/** A product with all that is known of it; its categories as they are called now. */
export const wholeProduct = (
  id: string,
  { details, status, categories, retired }: Product,
  categoryIdNow: (id: string) => string | undefined,
): ExportedProduct => ({
  id,
  ...inOrder(details),
  status,
  categories: [...new Set(categories.flatMap((category) => categoryIdNow(category) ?? []))],
  retired,
});
