import type { ProductRefusal } from '../../domain/product/refusals.ts';
import {
  IllegalProductStateType,
  IncompleteProductType,
  InvalidAttributeType,
  ProductVersionConflictType,
  SkuTakenType,
  SlugTakenType,
  TooManyVariantsType,
  UnknownCategoryType,
  UnknownProductType,
  UnknownVariantType,
} from './product-refusal.types.ts';

/** The refusal of a change of a product, as a client sees it. */
export const toProductRefusal = (refusal: ProductRefusal) => {
  switch (refusal.code) {
    case 'PRODUCT_UNKNOWN':
      return Object.assign(new UnknownProductType(), { message: 'There is no such product.', ...refusal });
    case 'PRODUCT_VERSION_STALE':
      return Object.assign(new ProductVersionConflictType(), {
        message: `The product has version ${refusal.actualVersion} by now.`,
        ...refusal,
      });
    case 'PRODUCT_STATE_ILLEGAL':
      return Object.assign(new IllegalProductStateType(), {
        message: `This cannot be done with a product that is ${refusal.status}.`,
        ...refusal,
      });
    case 'PRODUCT_INCOMPLETE':
      return Object.assign(new IncompleteProductType(), {
        message: `What is for sale needs ${refusal.missing.join(', ')}.`,
        ...refusal,
      });
    case 'SLUG_TAKEN':
      return Object.assign(new SlugTakenType(), { message: 'Another product has this slug.', ...refusal });
    case 'SKU_TAKEN':
      return Object.assign(new SkuTakenType(), { message: 'These SKUs are in use.', ...refusal });
    case 'VARIANT_UNKNOWN':
      return Object.assign(new UnknownVariantType(), { message: 'The product has no such SKUs.', ...refusal });
    case 'VARIANTS_FULL':
      return Object.assign(new TooManyVariantsType(), {
        message: `A product has at most ${refusal.most} SKUs.`,
        ...refusal,
      });
    case 'CATEGORY_UNKNOWN':
      return toUnknownCategory(refusal);
    case 'ATTRIBUTE_INVALID':
      return Object.assign(new InvalidAttributeType(), {
        message: `These attributes do not fit: ${refusal.attributes.map(({ name }) => name).join(', ')}.`,
        ...refusal,
      });
  }
};

export const toUnknownCategory = (refusal: { readonly code: string; readonly categoryIds: readonly string[] }) =>
  Object.assign(new UnknownCategoryType(), { message: 'There are no such categories.', ...refusal });
