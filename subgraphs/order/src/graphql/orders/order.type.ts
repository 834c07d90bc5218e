import type { OrderStatus } from '@cardstock/contracts';
import { connectionOf, DateTime, MoneyType } from '@cardstock/service';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { OrderStatusEnum } from '../enums.ts';

@ObjectType('OrderTotals', { description: 'What an order costs. The parts add up to the grand total.' })
export class OrderTotalsType {
  @Field(() => MoneyType, { description: 'The sum of its lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'What promotion codes take off the goods.' })
  discount!: MoneyType;

  @Field(() => MoneyType, { description: 'What sending it costs, less what a code for free shipping takes off.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'The taxes by country and region. Prices do not include them.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'What the customer pays.' })
  grandTotal!: MoneyType;
}

@ObjectType('OrderLine', {
  description: 'A SKU and how many pieces of it, at the price of the moment the order was placed.',
})
export class OrderLineType {
  @Field(() => ID, { description: 'The id of the line.' })
  id!: string;

  /** Not a field: `variant` is made of it. */
  sku!: string;

  @Field(() => String, { description: 'The title of the SKU when the order was placed.' })
  title!: string;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity!: number;

  @Field(() => MoneyType, { description: 'The price of one piece.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'The price of all pieces of the line.' })
  total!: MoneyType;
}

@ObjectType('OrderHistoryEntry', { description: 'One recorded fact about an order.' })
export class OrderHistoryEntryType {
  @Field(() => Int, { description: 'Its place in the history: 1 is the placing of the order.' })
  version!: number;

  @Field(() => String, { description: 'What happened, such as OrderPlaced or PaymentAuthorized.' })
  type!: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => String, {
    description: 'Who made it happen: customer, staff, inventory, payment, fulfillment or watchdog.',
  })
  actor!: string;

  @Field(() => String, { description: 'What happened, in a sentence.' })
  summary!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Order', { description: 'What a customer ordered, and what became of it.' })
export class OrderType {
  @Field(() => ID, { description: 'Identifies the order everywhere in the graph.' })
  id!: string;

  @Field(() => String, { description: 'The number that people use, such as CS-2026-4KX7M2QD.' })
  number!: string;

  @Field(() => OrderStatusEnum, { description: 'Where it stands.' })
  status!: OrderStatus;

  @Field(() => DateTime, { description: 'When it was placed.' })
  placedAt!: Date;

  @Field(() => [OrderLineType], { description: 'What was ordered.' })
  lines!: OrderLineType[];

  @Field(() => OrderTotalsType, { description: 'What it costs.' })
  totals!: OrderTotalsType;

  @Field(() => Int, { description: 'How many facts its history has.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Why it was rejected or cancelled, where it was.' })
  reason!: string | null;

  /** Not a field: `customer` is made of it. */
  customerId!: string;

  /** Not a field: the moment that this view of the order shows, where it is not the present. */
  asOf?: Date;
}

export const OrderConnectionType = connectionOf('Order', () => OrderType);
