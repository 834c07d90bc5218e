import type { OrderStatus } from '@cardstock/contracts';
import { DateTime } from '@cardstock/service';
import { Field, ID, InputType } from 'type-graphql';
import { OrderStatusEnum } from './enums.ts';

@InputType('OrderFilter', { description: 'Which orders to list: those that meet every given condition.' })
export class OrderFilterInput {
  @Field(() => [OrderStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  status?: OrderStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Placed at this moment or later.' })
  placedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Placed before this moment.' })
  placedTo?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer. Others than oneself: staff only.' })
  customerId?: string | null;
}
