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
