import type { ShipmentStatus } from '@cardstock/contracts';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ShipmentStatusEnum } from './shipment-status.enum.ts';

@Directive('@key(fields: "id")')
@ObjectType('Shipment', { description: 'A parcel on its way from a warehouse to a customer.' })
export class ShipmentType {
  orderId!: string;

  @Field(() => ID, { description: 'Stable id of the shipment.' })
  id!: string;

  @Field(() => ShipmentStatusEnum, { description: 'Where it is on its way.' })
  status!: ShipmentStatus;

  @Field(() => String, { nullable: true, description: 'Who carries it, once it has left.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: 'Its number at the carrier, once it has left.' })
  trackingNumber!: string | null;
}
