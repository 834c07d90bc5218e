import type { OrderStatus } from '@cardstock/contracts';
import { DateTime } from '@cardstock/service';
import { Field, ObjectType } from 'type-graphql';
import { OrderStatusEnum } from '../enums.ts';

@ObjectType('OrderStatusEvent', { description: 'One change of the status of an order.' })
export class OrderStatusEventType {
  @Field(() => String, {
    description: 'Its place in the stream: pass the last one seen as `after` to go on from there.',
  })
  cursor!: string;

  @Field(() => OrderStatusEnum, { description: 'The new status.' })
  status!: OrderStatus;

  @Field(() => OrderStatusEnum, { nullable: true, description: 'The status before; null for a new order.' })
  previousStatus!: OrderStatus | null;

  @Field(() => DateTime, { description: 'When it changed.' })
  occurredAt!: Date;

  /** Not a field: `order` is made of it. */
  orderId!: string;
}
