import type { ProductStatus } from './status.ts';

export type AttributeProblem = 'UNKNOWN' | 'WRONG_TYPE' | 'VALUE_NOT_ALLOWED' | 'MISSING';

export interface InvalidAttributeValue {
  readonly name: string;
  readonly problem: AttributeProblem;
}

/** Why a product was left as it was. */
export type ProductRefusal =
  | { readonly code: 'PRODUCT_UNKNOWN'; readonly productId: string }
  | { readonly code: 'PRODUCT_VERSION_STALE'; readonly expectedVersion: number; readonly actualVersion: number }
  | { readonly code: 'PRODUCT_STATE_ILLEGAL'; readonly status: ProductStatus }
  | { readonly code: 'PRODUCT_INCOMPLETE'; readonly missing: readonly string[] }
  | { readonly code: 'SLUG_TAKEN'; readonly slug: string }
  | { readonly code: 'SKU_TAKEN'; readonly takenSkus: readonly string[] }
  | { readonly code: 'VARIANT_UNKNOWN'; readonly unknownSkus: readonly string[] }
  | { readonly code: 'VARIANTS_FULL'; readonly most: number }
  | { readonly code: 'CATEGORY_UNKNOWN'; readonly categoryIds: readonly string[] }
  | { readonly code: 'ATTRIBUTE_INVALID'; readonly attributes: readonly InvalidAttributeValue[] };
