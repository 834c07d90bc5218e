import { DomainErrorType, MoneyType } from '@cardstock/service';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { PaymentOutcome, PaymentRefusal, RefundOutcome } from '../../application/payments/payment-outcomes.ts';
import type { OrderView } from '../../application/reading/views.ts';
import { IdempotencyConflictType } from '../checkout/place-order.result.ts';
import { IllegalOrderStateType, OrderNotFoundType } from '../lifecycle/cancel-order.result.ts';
import { OrderType } from '../orders/order.type.ts';

@ObjectType('RefundPaymentSuccess', { description: 'The money is promised: it is given back a moment later.' })
export class RefundPaymentSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('PaymentSuccess', { description: 'The payment goes on: the order shows how it stands.' })
export class PaymentSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('RefundTooLarge', { implements: DomainErrorType, description: 'So much was not taken, or is left.' })
export class RefundTooLargeType extends DomainErrorType {
  @Field(() => MoneyType, { description: 'What can be given back at most.' })
  refundable!: MoneyType;
}

export const RefundPaymentResult = createUnionType({
  name: 'RefundPaymentResult',
  description: 'The order, or why no money is given back.',
  types: () =>
    [
      RefundPaymentSuccessType,
      RefundTooLargeType,
      IdempotencyConflictType,
      IllegalOrderStateType,
      OrderNotFoundType,
    ] as const,
});

export const PaymentResult = createUnionType({
  name: 'PaymentResult',
  description: 'The order, or why its payment does not go on.',
  types: () => [PaymentSuccessType, IllegalOrderStateType, OrderNotFoundType] as const,
});

const toRefusal = (refusal: PaymentRefusal, orderId: string, what: string) => {
  switch (refusal.code) {
    case 'ORDER_UNKNOWN':
      return Object.assign(new OrderNotFoundType(), { ...refusal, message: 'There is no such order.', orderId });
    case 'ORDER_STATE_ILLEGAL':
      return Object.assign(new IllegalOrderStateType(), {
        ...refusal,
        message: `The payment of an order that is ${refusal.state} cannot be ${what} now.`,
      });
  }
};

export const toPaymentResult = (outcome: PaymentOutcome, orderId: string, what: string): typeof PaymentResult =>
  outcome.ok
    ? Object.assign(new PaymentSuccessType(), { order: outcome.value })
    : toRefusal(outcome.refusal, orderId, what);

interface Asked {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

export const toRefundResult = (
  outcome: RefundOutcome,
  { orderId, idempotencyKey }: Asked,
): typeof RefundPaymentResult => {
  if (outcome.ok) return Object.assign(new RefundPaymentSuccessType(), { order: outcome.value });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'REFUND_TOO_LARGE':
      return Object.assign(new RefundTooLargeType(), { ...refusal, message: 'So much cannot be given back.' });
    case 'IDEMPOTENCY_CONFLICT': {
      const message = 'This idempotency key was used for another refund.';
      return Object.assign(new IdempotencyConflictType(), { ...refusal, message, idempotencyKey });
    }
    default:
      return toRefusal(refusal, orderId, 'refunded');
  }
};
