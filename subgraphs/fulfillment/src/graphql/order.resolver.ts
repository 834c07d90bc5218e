import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from './context.ts';
import { OrderType } from './order.type.ts';
import { ShipmentType } from './shipment.type.ts';

@Resolver(() => OrderType)
export class OrderResolver {
  @FieldResolver(() => [ShipmentType], { description: 'Its parcels, once the warehouse has received the order.' })
  shipments(@Root() { id }: OrderType, @Ctx() { loaders }: Context) {
    return loaders.shipmentsByOrder.load(id);
  }
}
