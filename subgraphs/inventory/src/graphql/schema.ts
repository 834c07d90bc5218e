import { makeSubgraphSchema, type ReferenceResolver } from '@cardstock/service';
import type { Context } from './context.ts';
import { staffResolvers } from './staff-resolvers.ts';
import { StockResolver } from './stock/stock.resolver.ts';
import { StockLevelResolver } from './stock/stock-level.resolver.ts';
import { VariantResolver } from './stock/variant.resolver.ts';
import { VariantType } from './stock/variant.type.ts';

const references: Record<string, ReferenceResolver> = {
  // Every SKU is a variant here: one that nobody knows has no stock.
  Variant: ({ sku }: { sku: string }) => ({ sku }),
  Warehouse: ({ id }: { id: string }, { loaders }: Context) => loaders.warehouseById.load(id),
};

/** The inventory's part of the supergraph. Without instances it can be printed, but not asked. */
export const makeInventorySchema = (instances?: ReadonlyMap<unknown, object>) =>
  makeSubgraphSchema({
    resolvers: [StockResolver, VariantResolver, StockLevelResolver, ...staffResolvers],
    orphanedTypes: [VariantType],
    references,
    ...(instances ? { instances } : {}),
  });
