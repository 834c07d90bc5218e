import { mayMeet } from '../application/access.ts';
import { type Category, categoryOf } from '../domain/categories/tree.ts';
import type { CategoryType } from './categories/category.type.ts';
import type { CatalogContext } from './context.ts';
import { toProductType, toVariantType } from './mapping.ts';
import type { ProductType, VariantType } from './product.type.ts';

/** Entities that other subgraphs refer to by key; one statement per request and kind. What is unknown is null, and so is a draft. */
export const references = {
  Product: async (
    { id }: Pick<ProductType, 'id'>,
    { loaders, viewer }: CatalogContext,
  ): Promise<ProductType | null> => {
    const found = await loaders.productById.load(id);
    return found && mayMeet(viewer, found) ? toProductType(found) : null;
  },
  Variant: async (
    { sku }: Pick<VariantType, 'sku'>,
    { loaders, viewer }: CatalogContext,
  ): Promise<VariantType | null> => {
    const found = await loaders.variantBySku.load(sku);
    return found && mayMeet(viewer, found) ? toVariantType(found) : null;
  },
  Category: async ({ id }: Pick<CategoryType, 'id'>, { tree }: CatalogContext): Promise<Category | null> =>
    categoryOf(await tree(), id) ?? null,
};
