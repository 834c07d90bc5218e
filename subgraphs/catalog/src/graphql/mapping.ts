import type { ProductContent } from '../application/products/product-content.ts';
import type { PriceView, ProductView, VariantView } from '../application/read.ports.ts';
import type { PricePointType, ProductType, VariantType } from './product.type.ts';

export const toProductType = (view: ProductView): ProductType => ({
  id: view.id,
  slug: view.slug,
  kind: view.kind,
  name: view.name,
  game: view.game,
  set: view.set,
  number: view.number,
  rarity: view.rarity,
  types: view.types,
  text: view.text,
  artists: view.artists,
  imageUrl: view.imageUrl,
  attributes: view.attributes,
  status: view.status,
  version: view.version,
  categoryIds: view.categoryIds,
});

/** A product of the write side, which the read model does not have yet, or not any more. */
export const toOwnProductType = ({ product, variants }: ProductContent): ProductType => ({
  ...toProductType(product),
  ownVariants: variants,
});

export const toVariantType = ({ priceAmount, priceCurrency, ...view }: VariantView): VariantType => ({
  sku: view.sku,
  productId: view.productId,
  title: view.title,
  edition: view.edition,
  foiling: view.foiling,
  condition: view.condition,
  language: view.language,
  price: { amount: priceAmount, currency: priceCurrency },
  weightGrams: view.weightGrams,
  isOnSale: view.isOnSale,
});

export const toPricePointType = ({ amount, currency, changedAt }: PriceView): PricePointType => ({
  price: { amount, currency },
  changedAt,
});
