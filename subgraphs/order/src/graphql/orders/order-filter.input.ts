import type { OrderStatus } from '@cardstock/contracts';
import { DateTime } from '@cardstock/service';
import { IsOptional } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { SagaStatus } from '../../saga/saga.ts';
import { OrderStatusEnum, SagaStatusEnum } from '../enums.ts';
import { OneLine } from '../plain-text.ts';

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

  @Field(() => String, { nullable: true, description: 'With exactly this number, such as CS-2026-4KX7M2QD.' })
  @IsOptional()
  @OneLine(1, 40)
  number?: string | null;

  @Field(() => ID, { nullable: true, description: 'With a line of this SKU.' })
  @IsOptional()
  @OneLine(1, 200)
  sku?: string | null;

  @Field(() => Int, { nullable: true, description: 'With a grand total of this or more, in minor units.' })
  minTotal?: number | null;

  @Field(() => Int, { nullable: true, description: 'With a grand total of this or less, in minor units.' })
  maxTotal?: number | null;

  @Field(() => [SagaStatusEnum], { nullable: true, description: 'Whose work behind goes like one of these.' })
  sagaStatus?: SagaStatus[] | null;
}
