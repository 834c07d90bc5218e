import type { ShipmentStatus } from '@cardstock/contracts';
import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { ShipmentStatusEnum } from './shipment-status.enum.ts';

@InputType('AdvanceShipmentInput', { description: 'The next step of a parcel.' })
export class AdvanceShipmentInput {
  @IsUUID()
  @Field(() => ID, { description: 'The parcel.' })
  shipmentId!: string;

  @Field(() => ShipmentStatusEnum, { description: 'The status that it has reached.' })
  status!: ShipmentStatus;
}
