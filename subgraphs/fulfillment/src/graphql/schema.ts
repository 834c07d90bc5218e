import { makeSubgraphSchema, type ReferenceResolver } from '@cardstock/service';
import type { Context } from './context.ts';
import { OrderResolver } from './order.resolver.ts';
import { ShipmentResolver } from './shipment.resolver.ts';
import { ShipmentLineResolver } from './shipment-line.resolver.ts';
import { ShippingOptionsResolver } from './shipping-options.resolver.ts';

const references: Record<string, ReferenceResolver> = {
  Order: ({ id }: { id: string }) => ({ id }),
  Shipment: ({ id }: { id: string }, { loaders }: Context) => loaders.shipmentById.load(id),
};

/** Fulfilment's part of the supergraph. Without instances it can be printed, but not asked. */
export const makeFulfillmentSchema = (instances?: ReadonlyMap<unknown, object>) =>
  makeSubgraphSchema({
    resolvers: [ShipmentResolver, ShipmentLineResolver, OrderResolver, ShippingOptionsResolver],
    references,
    ...(instances ? { instances } : {}),
  });
