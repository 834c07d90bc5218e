import type { OrderStatus } from '@cardstock/contracts';
import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { OrderView } from '../../application/reading/views.ts';
import { OrderStatusEnum } from '../enums.ts';
import { OrderType } from '../orders/order.type.ts';

@ObjectType('CancelOrderSuccess', {
  description:
    'The order is cancelled, or, where the warehouse has it already, its cancellation is asked for: its status tells.',
})
export class CancelOrderSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('IllegalOrderState', { implements: DomainErrorType, description: 'It is too late for this, or too early.' })
export class IllegalOrderStateType extends DomainErrorType {
  @Field(() => OrderStatusEnum, { description: 'Where the order stands.' })
  state!: OrderStatus;
}

@ObjectType('OrderNotFound', { implements: DomainErrorType, description: 'There is no such order among yours.' })
export class OrderNotFoundType extends DomainErrorType {
  @Field(() => ID, { description: 'The id that was asked for.' })
  orderId!: string;
}

export const CancelOrderResult = createUnionType({
  name: 'CancelOrderResult',
  description: 'The order, or why it cannot be cancelled.',
  types: () => [CancelOrderSuccessType, IllegalOrderStateType, OrderNotFoundType] as const,
});
