import type { ProductRow, ReadModelRows, VariantRow } from '../application/projection.ports.ts';
import type { RecordedEvent } from '../application/write.ports.ts';
import type { ProductDetails } from '../domain/product.ts';
import { offerOf } from '../domain/search-facets.ts';
import { plainName, searchWordsOf } from '../domain/search-words.ts';

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].sort();

const toProductRow = ({ productId, position, event: { details } }: RecordedEvent): ProductRow => ({
  id: productId,
  slug: details.slug,
  kind: details.kind,
  name: details.name,
  plain_name: plainName(details.name),
  game: details.game,
  set_name: details.set,
  number: details.number,
  rarity: details.rarity,
  types: details.types,
  text: details.text,
  artists: details.artists,
  image_url: details.imageUrl,
  attributes: details.attributes,
  min_price: Math.min(...details.variants.map(({ price }) => price.amount)),
  max_price: Math.max(...details.variants.map(({ price }) => price.amount)),
  conditions: distinct(details.variants.map(({ condition }) => condition)),
  foilings: distinct(details.variants.map(({ foiling }) => foiling)),
  offers: distinct(details.variants.map(offerOf)),
  created_position: position,
  words: searchWordsOf(details),
});

const toVariantRow = (
  { productId, occurredAt }: RecordedEvent,
  variant: ProductDetails['variants'][number],
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
});

/** The rows that these events, no two of one product, leave in the read model. */
export const toRows = (events: readonly RecordedEvent[]): ReadModelRows => ({
  products: events.map(toProductRow),
  variants: events.flatMap((event) =>
    event.event.details.variants.map((variant, place) => toVariantRow(event, variant, place)),
  ),
});
