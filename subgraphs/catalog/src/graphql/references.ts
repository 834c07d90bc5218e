import type { CatalogContext } from './context.ts';
import { toProductType, toVariantType } from './mapping.ts';
import type { ProductType, VariantType } from './product.type.ts';

/** Entities that other subgraphs refer to by key; one statement per request and kind. What is unknown is null. */
export const references = {
  Product: async ({ id }: Pick<ProductType, 'id'>, { loaders }: CatalogContext): Promise<ProductType | null> => {
    const found = await loaders.productById.load(id);
    return found && toProductType(found);
  },
  Variant: async ({ sku }: Pick<VariantType, 'sku'>, { loaders }: CatalogContext): Promise<VariantType | null> => {
    const found = await loaders.variantBySku.load(sku);
    return found && toVariantType(found);
  },
};
