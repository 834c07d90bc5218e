import { makeSubgraphSchema, type SubgraphSchema } from '@cardstock/service';
import { CatalogStatusResolver } from './catalog-status.resolver.ts';
import { CategoryResolver } from './categories/category.resolver.ts';
import { ProductResolver } from './product.resolver.ts';
import { ProductConnectionResolver } from './product-connection.resolver.ts';
import { ProductVariantsResolver } from './product-variants.resolver.ts';
import { references } from './references.ts';
import { staffResolvers } from './staff-resolvers.ts';
import { SuggestionResolver } from './suggestion.resolver.ts';
import { VariantResolver } from './variant.resolver.ts';

/** The schema of this subgraph; without instances it can only be printed. */
export const makeSchema = (instances?: ReadonlyMap<unknown, object>): Promise<SubgraphSchema> =>
  makeSubgraphSchema({
    resolvers: [
      ProductResolver,
      ProductVariantsResolver,
      ProductConnectionResolver,
      VariantResolver,
      SuggestionResolver,
      CatalogStatusResolver,
      CategoryResolver,
      ...staffResolvers,
    ],
    references,
    ...(instances ? { instances } : {}),
  });
