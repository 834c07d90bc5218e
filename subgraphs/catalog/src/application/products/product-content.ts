import { activeVariants, isListed, type Product } from '../../domain/product/state.ts';
import type { ProductView, VariantView } from '../read.ports.ts';

/** A product as the write side has it, in the shape in which it is read. */
export interface ProductContent {
  readonly product: ProductView;
  readonly variants: readonly VariantView[];
}

export const toContent = (id: string, product: Product): ProductContent => {
  const { details, status, version, categories } = product;
  const { variants: _variants, types, artists, attributes, ...own } = details;
  return {
    product: {
      ...own,
      id,
      types: [...types],
      artists: [...artists],
      attributes: { ...attributes },
      status,
      version,
      categoryIds: [...categories],
    },
    variants: activeVariants(product).map(({ price, ...variant }) => ({
      ...variant,
      productId: id,
      priceAmount: price.amount,
      priceCurrency: price.currency,
      status,
      isOnSale: isListed(product),
    })),
  };
};
