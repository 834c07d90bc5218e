import { makeSubgraphSchema, type SubgraphSchema } from '@cardstock/service';
import { IllegalOrderStateType, OrderNotFoundType } from './cancel-order.result.ts';
import { CartLineResolver, CartResolver } from './cart.resolver.ts';
import { InsufficientStockType } from './cart.result.ts';
import type { Context } from './context.ts';
import { OrderLineResolver, OrderResolver } from './order.resolver.ts';
import { OrderMutationsResolver } from './order-mutations.resolver.ts';
import { OrderStatusResolver } from './order-status.resolver.ts';
import { OrdersResolver, UserOrdersResolver } from './orders.resolver.ts';
import { CartEmptyType, IdempotencyConflictType, PriceChangedType } from './place-order.result.ts';
import { UnknownSkuType } from './unknown-sku.type.ts';

const references = {
  Order: ({ id }: { id: string }, { loaders }: Context) => loaders.orders.load(id),
  User: ({ id }: { id: string }) => ({ id }),
};

/** The schema of this subgraph; without instances it can be printed, not asked. */
export const makeSchema = (instances?: ReadonlyMap<unknown, object>): Promise<SubgraphSchema> =>
  makeSubgraphSchema({
    resolvers: [
      CartResolver,
      CartLineResolver,
      OrdersResolver,
      UserOrdersResolver,
      OrderResolver,
      OrderLineResolver,
      OrderMutationsResolver,
      OrderStatusResolver,
    ],
    orphanedTypes: [
      UnknownSkuType,
      InsufficientStockType,
      CartEmptyType,
      PriceChangedType,
      IdempotencyConflictType,
      IllegalOrderStateType,
      OrderNotFoundType,
    ],
    ...(instances ? { instances } : {}),
    references,
  });
