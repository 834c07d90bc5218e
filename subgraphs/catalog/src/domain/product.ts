import type { Money } from '@cardstock/contracts';

export const PRODUCT_KINDS = ['SINGLE_CARD', 'SEALED', 'ACCESSORY'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

export const CARD_CONDITIONS = [
  'NEAR_MINT',
  'LIGHTLY_PLAYED',
  'MODERATELY_PLAYED',
  'HEAVILY_PLAYED',
  'DAMAGED',
] as const;
export type CardCondition = (typeof CARD_CONDITIONS)[number];

/** One way in which a product is stocked and sold. */
export interface VariantDetails {
  readonly sku: string;
  readonly title: string;
  readonly edition: string | null;
  readonly foiling: string | null;
  readonly condition: CardCondition | null;
  readonly language: string;
  readonly price: Money;
  readonly weightGrams: number;
}

/** All that is said of a product. */
export interface ProductDetails {
  readonly slug: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly game: string;
  readonly set: string | null;
  readonly number: string | null;
  readonly rarity: string | null;
  readonly types: readonly string[];
  readonly text: string | null;
  readonly artists: readonly string[];
  readonly imageUrl: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly variants: readonly VariantDetails[];
}

/** `sourceHash` names the imported content, so that importing it again changes nothing. */
interface Content {
  readonly details: ProductDetails;
  readonly sourceHash: string;
}
export type ProductEvent =
  | ({ readonly type: 'ProductCreated' } & Content)
  | ({ readonly type: 'ProductRevised' } & Content);

export interface Product extends Content {
  /** How many events made it. */
  readonly version: number;
}

/** SKUs that an import no longer names stay as they were: stock and orders refer to them. */
const keepingKnownSkus = (known: ProductDetails, next: ProductDetails): ProductDetails => {
  const named = new Set(next.variants.map(({ sku }) => sku));
  const unnamed = known.variants.filter(({ sku }) => !named.has(sku));
  return unnamed.length === 0 ? next : { ...next, variants: [...next.variants, ...unnamed] };
};

/** What importing this content means for a product: created, revised, or nothing new. */
export const importProduct = (product: Product | undefined, { details, sourceHash }: Content): ProductEvent[] => {
  if (!product) return [{ type: 'ProductCreated', details, sourceHash }];
  if (product.sourceHash === sourceHash) return [];
  return [{ type: 'ProductRevised', details: keepingKnownSkus(product.details, details), sourceHash }];
};

export const evolve = (product: Product | undefined, { details, sourceHash }: ProductEvent): Product => ({
  version: (product?.version ?? 0) + 1,
  details,
  sourceHash,
});
