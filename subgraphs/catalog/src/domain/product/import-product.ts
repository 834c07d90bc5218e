import type { ProductDetails, VariantDetails } from '../product.ts';
import { isAlike } from './decision.ts';
import type { Beginning, ImportedContent, ProductEvent } from './events.ts';
import { editOf, type Product, variantEditOf } from './state.ts';

/** The values of `known` in the fields that staff changed, those of `next` in the others. */
const keepingEdits = <Details extends object>(
  next: Details,
  known: Details,
  isEdited: (field: keyof Details) => boolean,
): Details => {
  const fields = (Object.keys(known) as (keyof Details)[]).filter(isEdited);
  return { ...next, ...Object.fromEntries(fields.map((field) => [field, known[field]])) };
};

/** SKUs that an import no longer names stay as they were: stock and orders refer to them. */
const variantsAfter = (next: ProductDetails, { details, edited }: Product): VariantDetails[] => {
  const known = new Map(details.variants.map((variant) => [variant.sku, variant]));
  const named = next.variants.map((variant) => {
    const before = known.get(variant.sku);
    known.delete(variant.sku);
    return before
      ? keepingEdits(variant, before, (field) => edited.includes(variantEditOf(variant.sku, field)))
      : variant;
  });
  return [...named, ...known.values()];
};

/** What an import brings, save for what staff changed by hand: who mends a card by hand does not do it at every import. */
const detailsAfter = (next: ProductDetails, product: Product): ProductDetails => ({
  ...keepingEdits(next, product.details, (field) => product.edited.includes(editOf(field))),
  variants: variantsAfter(next, product),
});

interface ProductToImport extends ImportedContent {
  readonly beginning?: Beginning | undefined;
}

/** What importing this content means for a product: created, revised, or nothing new. Its status stays what staff made it. */
export const importProduct = (
  product: Product | undefined,
  { details, sourceHash, beginning }: ProductToImport,
): ProductEvent | undefined => {
  if (!product) return { type: 'ProductCreated', details, sourceHash, ...(beginning && { beginning }) };
  if (product.sourceHash === sourceHash) return undefined;
  const after = detailsAfter(details, product);
  return isAlike(after, product.details) ? undefined : { type: 'ProductRevised', details: after, sourceHash };
};
