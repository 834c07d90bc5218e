import type { ProductRow, ReadModelRows, UnlistedProductRow, VariantRow } from '../application/projection.ports.ts';
import type { RecordedEvent } from '../application/write.ports.ts';
import { offerOf } from '../domain/facets/offer.ts';
import { activeVariants, isListed, isRetired, type Product } from '../domain/product/state.ts';
import type { VariantDetails } from '../domain/product.ts';
import { plainName, searchWordsOf } from '../domain/search-words.ts';

/** An event, and the product as it left it. */
export interface ProjectedEvent extends RecordedEvent {
  readonly product: Product;
}

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].sort();

const toUnlistedRow = ({ productId, product }: ProjectedEvent): UnlistedProductRow => {
  const { details, version, status, categories } = product;
  return {
    id: productId,
    slug: details.slug,
    kind: details.kind,
    name: details.name,
    game: details.game,
    set_name: details.set,
    number: details.number,
    rarity: details.rarity,
    types: details.types,
    text: details.text,
    artists: details.artists,
    image_url: details.imageUrl,
    attributes: details.attributes,
    version,
    status,
    category_ids: categories,
  };
};

const toProductRow = (projected: ProjectedEvent): ProductRow => {
  const { product, position } = projected;
  const variants = activeVariants(product);
  return {
    ...toUnlistedRow(projected),
    plain_name: plainName(product.details.name),
    min_price: Math.min(...variants.map(({ price }) => price.amount)),
    max_price: Math.max(...variants.map(({ price }) => price.amount)),
    conditions: distinct(variants.map(({ condition }) => condition)),
    foilings: distinct(variants.map(({ foiling }) => foiling)),
    offers: distinct(variants.map(offerOf)),
    created_position: position,
    words: searchWordsOf(product.details),
  };
};

const toVariantRow = (
  { productId, occurredAt, product }: ProjectedEvent,
  variant: VariantDetails,
  place: number,
): VariantRow => ({
  sku: variant.sku,
  product_id: productId,
  place,
  title: variant.title,
  edition: variant.edition,
  foiling: variant.foiling,
  condition: variant.condition,
  language: variant.language,
  price_amount: variant.price.amount,
  price_currency: variant.price.currency,
  weight_grams: variant.weightGrams,
  changed_at: occurredAt,
  is_retired: isRetired(product, variant.sku),
});

/** The rows that these events, no two of one product, leave in the read model. */
export const toRows = (events: readonly ProjectedEvent[]): ReadModelRows => ({
  products: events.filter(({ product }) => isListed(product)).map(toProductRow),
  unlisted: events.filter(({ product }) => !isListed(product)).map(toUnlistedRow),
  variants: events.flatMap((event) =>
    event.product.details.variants.map((variant, place) => toVariantRow(event, variant, place)),
  ),
});
