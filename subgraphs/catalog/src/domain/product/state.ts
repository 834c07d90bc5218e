import type { ProductDetails, VariantDetails } from '../product.ts';
import type { ProductStatus } from './status.ts';

/** A product as its events leave it. */
export interface Product {
  /** How many events made it. */
  readonly version: number;
  readonly status: ProductStatus;
  readonly details: ProductDetails;
  /** SKUs that are not sold any more; stock and old orders still know them. */
  readonly retired: readonly string[];
  /** Ids of categories, in the order in which they were assigned. */
  readonly categories: readonly string[];
  /** What staff changed by hand, as `editOf` and `variantEditOf` name it: an import leaves it alone. */
  readonly edited: readonly string[];
  /** Of the content that the last import brought; null where none did. */
  readonly sourceHash: string | null;
}

/** Any change of this number has the documents of all products folded anew. */
export const FOLD_REVISION = 2;

export const editOf = (field: keyof ProductDetails): string => field;
export const variantEditOf = (sku: string, field: keyof VariantDetails): string => `${sku}/${field}`;

export const isRetired = ({ retired }: Product, sku: string): boolean => retired.includes(sku);

/** The variants that are sold, in the order in which they are shown. */
export const activeVariants = (product: Product): VariantDetails[] =>
  product.details.variants.filter(({ sku }) => !isRetired(product, sku));

export const variantOf = ({ details }: Product, sku: string): VariantDetails | undefined =>
  details.variants.find((variant) => variant.sku === sku);

/** Whether clients may find it and buy it. */
export const isListed = ({ status }: Product): boolean => status === 'PUBLISHED';
