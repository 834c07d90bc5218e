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
});

export const toPricePointType = ({ amount, currency, changedAt }: PriceView): PricePointType => ({
  price: { amount, currency },
  changedAt,
});
