import { DateTime, MoneyType } from '@cardstock/service';
import { Field, Int, ObjectType } from 'type-graphql';
import type { FraudScore } from '../../domain/payment/fraud.ts';
import type { PaymentView } from '../../domain/payment/payment-view.ts';
import { PaymentStatusEnum } from '../enums.ts';
import { FraudDecisionEnum } from './payment.enums.ts';

@ObjectType('PaymentAction', { description: 'What the customer has to do before the money can be set aside.' })
export class PaymentActionType {
  @Field(() => String, {
    nullable: true,
    description: 'The page of their bank where the customer confirms the payment; null where only an app can.',
  })
  url!: string | null;

  @Field(() => DateTime, { description: 'Until when. Afterwards the payment is declined and the order rejected.' })
  expiresAt!: Date;
}

@ObjectType('PaymentFraud', { description: 'How suspicious a payment looks.' })
export class PaymentFraudType {
  @Field(() => Int, { description: 'From 0, nothing odd, to 100.' })
  score!: number;

  @Field(() => FraudDecisionEnum, { description: 'What followed from it.' })
  decision!: FraudScore['decision'];

  @Field(() => [String], { description: 'What is odd: large_amount, many_orders, many_tokens or new_country.' })
  reasons!: readonly string[];
}

@ObjectType('PaymentCheck', { description: "The last comparison of the provider's books with ours." })
export class PaymentCheckType {
  @Field(() => DateTime, { description: 'When it was made.' })
  checkedAt!: Date;

  @Field(() => Boolean, { description: 'Whether both say the same.' })
  agrees!: boolean;

  @Field(() => MoneyType, { description: 'How much more money of the order the provider has than our books.' })
  difference!: MoneyType;
}

@ObjectType('Payment', {
  description: 'The money of an order, as the recorded answers of the payment provider tell it.',
})
export class PaymentType {
  @Field(() => PaymentStatusEnum, { description: 'Where it stands.' })
  status!: PaymentView['status'];

  @Field(() => String, { description: 'How it is paid: card or link.' })
  method!: string;

  @Field(() => MoneyType, { description: 'What was set aside; it stays after a void, which the status tells.' })
  authorized!: MoneyType;

  @Field(() => MoneyType, { description: 'What was taken.' })
  captured!: MoneyType;

  @Field(() => MoneyType, { description: 'What was set aside and let go again, never taken.' })
  voided!: MoneyType;

  @Field(() => MoneyType, { description: 'What was given back.' })
  refunded!: MoneyType;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the provider declined, in its own code, such as insufficient_funds; or our own: authentication_expired, review_expired, fraud_suspected, fraud_rejected, authorization_expired, payment_canceled.',
  })
  failureCode!: string | null;

  /** Not a field: only the customer may see it, see the resolver. */
  action!: PaymentView['nextAction'];

  /** Not a field: only staff may see it, see the resolver. */
  score!: FraudScore | null;

  /** Not fields: whose it is. */
  orderId!: string;
  customerId!: string;
}

@ObjectType('PaymentMethod', { description: 'A way to pay.' })
export class PaymentMethodType {
  @Field(() => String, { description: 'Its name, as PaymentInput takes it.' })
  method!: string;

  @Field(() => [String], { description: 'The currencies (ISO 4217) of the orders that it can pay.' })
  currencies!: readonly string[];
}
