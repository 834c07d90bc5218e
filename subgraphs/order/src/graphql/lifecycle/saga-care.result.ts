import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { SagaCareOutcome } from '../../application/outcomes.ts';
import type { OrderView } from '../../application/reading/views.ts';
import type { SagaStatus } from '../../saga/saga.ts';
import { SagaStatusEnum } from '../enums.ts';
import { OrderType } from '../orders/order.type.ts';
import { OrderNotFoundType } from './cancel-order.result.ts';
import { orderNotFound, unexpected } from './order-refusals.ts';

@ObjectType('SagaCareSuccess', { description: 'It is done: the saga of the order tells how it goes on.' })
export class SagaCareSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('SagaNotStuck', { implements: DomainErrorType, description: 'The saga of the order gets on by itself.' })
export class SagaNotStuckType extends DomainErrorType {
  @Field(() => SagaStatusEnum, { description: 'How it goes.' })
  status!: SagaStatus;
}

export const SagaCareResult = createUnionType({
  name: 'SagaCareResult',
  description: 'The order, or why nothing can be done for its saga.',
  types: () => [SagaCareSuccessType, SagaNotStuckType, OrderNotFoundType] as const,
});

export const toSagaCareResult = (outcome: SagaCareOutcome, orderId: string): typeof SagaCareResult => {
  if (outcome.ok) return Object.assign(new SagaCareSuccessType(), { order: outcome.value });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'ORDER_UNKNOWN':
      return orderNotFound(orderId);
    case 'SAGA_NOT_STUCK':
      return Object.assign(new SagaNotStuckType(), {
        ...refusal,
        message: `The saga is ${refusal.status}: it needs nobody.`,
      });
    default:
      throw unexpected(refusal);
  }
};
