import { z } from 'zod';
import { categoryIds, lineOf, productDetails, sku } from '../domain/product/checks.ts';
import { MOST_VARIANTS } from '../domain/product/decide-variants.ts';
import { PRODUCT_STATUSES } from '../domain/product/status.ts';
import type { ProductDetails } from '../domain/product.ts';
import type { SourceProduct } from '../import/source.ts';
import type { FieldProblem } from './record.ts';
import { valueProblems } from './value-problems.ts';

const retired = z.array(sku).max(MOST_VARIANTS, `must have at most ${MOST_VARIANTS} entries`);
const fileProduct = productDetails.extend({
  id: lineOf(100),
  status: z.enum(PRODUCT_STATUSES).optional(),
  categories: categoryIds.optional(),
  retired: retired.optional(),
});
type FileProduct = z.infer<typeof fileProduct>;

export type CheckedProduct =
  | { readonly ok: true; readonly product: SourceProduct }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** What is for sale keeps something to buy. */
const incomplete = ({ status = 'PUBLISHED', variants, retired: gone = [] }: FileProduct): FieldProblem[] =>
  status === 'PUBLISHED' && variants.every((variant) => gone.includes(variant.sku))
    ? [{ code: 'PRODUCT_INCOMPLETE', field: 'variants', message: 'must not be empty where the product is for sale' }]
    : [];

const strangers = ({ variants, retired: gone = [] }: FileProduct): FieldProblem[] =>
  gone
    .filter((one) => !variants.some((variant) => variant.sku === one))
    .map((one) => ({ code: 'VARIANT_UNKNOWN', field: 'retired', message: `${one} is no SKU of the product` }));

const toSource = ({ id, status, categories, retired: gone, ...details }: FileProduct): SourceProduct => {
  const saysMore = status !== undefined || categories !== undefined || gone !== undefined;
  const beginning = {
    status: status ?? 'PUBLISHED',
    categories: [...new Set(categories)],
    retired: [...new Set(gone)],
  };
  return { id, details: details as ProductDetails, ...(saysMore && { beginning }) };
};

/** The product that a record describes, its fields in the order of the format, or all that is wrong with it. */
export const checkProduct = (record: object): CheckedProduct => {
  const { success, data, error } = fileProduct.safeParse(record);
  if (!success) return { ok: false, problems: valueProblems(error.issues, record) };
  const problems = [...incomplete(data), ...strangers(data)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, product: toSource(data) };
};
