import { attributeProblems } from '../attributes/check-attributes.ts';
import type { ProductDetails } from '../product.ts';
import { alreadySo, type CatalogRules, type Decision, effective, happened, isSame, refuse } from './decision.ts';
import type { OwnDetails } from './events.ts';
import type { ProductRefusal } from './refusals.ts';
import type { Product } from './state.ts';

const unknownIn = (ids: readonly string[], { categoryIdNow }: CatalogRules): ProductRefusal | undefined => {
  const categoryIds = ids.filter((id) => categoryIdNow(id) === undefined);
  return categoryIds.length > 0 ? { code: 'CATEGORY_UNKNOWN', categoryIds } : undefined;
};

const asTheyAreNow = (ids: readonly string[], { categoryIdNow }: CatalogRules): string[] => [
  ...new Set(ids.flatMap((id) => categoryIdNow(id) ?? [])),
];

type Attributed = Pick<ProductDetails, 'kind' | 'attributes'> & { readonly categories: readonly string[] };

const wrongAttributes = (
  next: Attributed,
  known: ProductDetails['attributes'],
  { definitions }: CatalogRules,
): ProductRefusal | undefined => {
  const attributes = attributeProblems(definitions, next, known);
  return attributes.length > 0 ? { code: 'ATTRIBUTE_INVALID', attributes } : undefined;
};

interface NewProduct {
  readonly details: ProductDetails;
  readonly categories: readonly string[];
}

export const createProduct = ({ details, categories: ids }: NewProduct, rules: CatalogRules): Decision => {
  const categories = asTheyAreNow(ids, rules);
  const refusal = unknownIn(ids, rules) ?? wrongAttributes({ ...details, categories }, {}, rules);
  return refusal ? refuse(refusal) : happened({ type: 'ProductDrafted', details, categories });
};

export const updateDetails = (wanted: Partial<OwnDetails>, product: Product, rules: CatalogRules): Decision => {
  const changes = effective<OwnDetails>(product.details, wanted);
  if (Object.keys(changes).length === 0) return alreadySo;
  const { details, categories } = product;
  const refusal =
    changes.attributes && wrongAttributes({ ...details, ...changes, categories }, details.attributes, rules);
  return refusal ? refuse(refusal) : happened({ type: 'ProductDetailsChanged', changes });
};

export const assignCategories = (ids: readonly string[], product: Product, rules: CatalogRules): Decision => {
  const refusal = unknownIn(ids, rules);
  if (refusal) return refuse(refusal);
  const categories = asTheyAreNow(ids, rules);
  return isSame(categories, product.categories) ? alreadySo : happened({ type: 'ProductCategorized', categories });
};
