import type { ProductKind } from '../product.ts';

export const ATTRIBUTE_TYPES = ['TEXT', 'TEXT_LIST', 'NUMBER', 'BOOLEAN'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** What staff may say of products under one name. */
export interface AttributeDefinition {
  /** The key in `Product.attributes`. */
  readonly name: string;
  readonly label: string;
  readonly type: AttributeType;
  /** For texts: the only ones; any where there are none. */
  readonly allowedValues: readonly string[];
  readonly isRequired: boolean;
  /** The kinds of products that have it; all where there are none. */
  readonly kinds: readonly ProductKind[];
  /** The categories whose products have it; all where there are none. */
  readonly categoryIds: readonly string[];
}
