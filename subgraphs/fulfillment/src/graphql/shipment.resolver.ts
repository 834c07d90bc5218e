import { Authenticated, badUserInput, RequiresScopes } from '@cardstock/service';
import { isUUID } from 'class-validator';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Application } from '../application/index.ts';
import { AdvanceShipmentInput } from './advance-shipment.input.ts';
import { AdvanceShipmentResult, toAdvanceShipmentResult } from './advance-shipment.result.ts';
import type { Context } from './context.ts';
import { OrderType } from './order.type.ts';
import { ShipmentType } from './shipment.type.ts';
import { ShipmentLineType } from './shipment-line.type.ts';
import { TrackingEventType } from './tracking-event.type.ts';

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  constructor(
    private readonly app: Application,
    private readonly now: () => Date,
  ) {}

  @Authenticated()
  @Query(() => ShipmentType, {
    nullable: true,
    description: 'One parcel: your own, or any for staff (scope order:read).',
  })
  shipment(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() { loaders }: Context) {
    if (!isUUID(id)) throw badUserInput({ field: 'id', message: 'must be a UUID' });
    return loaders.shipmentById.load(id.toLowerCase());
  }

  @RequiresScopes('stock:write')
  @Mutation(() => AdvanceShipmentResult, {
    description: 'Moves a parcel on by one step. For staff (scope stock:write).',
  })
  async advanceShipment(
    @Arg('input', () => AdvanceShipmentInput, { description: 'Which parcel, and how far.' }) {
      shipmentId,
      status,
    }: AdvanceShipmentInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { shipmentId, to: status, at: this.now(), correlationId: requestId };
    return toAdvanceShipmentResult(await this.app.advanceShipment(viewer, request));
  }

  @FieldResolver(() => OrderType, { description: 'The order that it belongs to.' })
  order(@Root() { orderId }: ShipmentType): OrderType {
    return { id: orderId };
  }

  @FieldResolver(() => [ShipmentLineType], { description: 'What is in it.' })
  lines(@Root() { id }: ShipmentType, @Ctx() { loaders }: Context) {
    return loaders.linesByShipment.load(id);
  }

  @FieldResolver(() => [TrackingEventType], { description: 'Its way so far, oldest first.' })
  events(@Root() { id }: ShipmentType, @Ctx() { loaders }: Context) {
    return loaders.eventsByShipment.load(id);
  }
}
