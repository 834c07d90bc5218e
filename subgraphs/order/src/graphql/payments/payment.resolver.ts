import { hasScope, isUser } from '@cardstock/service';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RecordedEvent } from '../../application/reading/views.ts';
import type { FraudScore } from '../../domain/payment/fraud.ts';
import { PAYMENT_METHODS } from '../../domain/payment/payment-methods.ts';
import { paymentOf } from '../../domain/payment/payment-view.ts';
import type { Context } from '../context.ts';
import {
  PaymentActionType,
  PaymentCheckType,
  PaymentFraudType,
  PaymentMethodType,
  PaymentType,
} from './payment.type.ts';

interface Owner {
  readonly id: string;
  readonly customerId: string;
}

/** The payment of an order after some facts. */
export const toPayment = ({ id, customerId }: Owner, facts: readonly RecordedEvent[]): PaymentType => {
  const { nextAction: action, fraud: score, ...payment } = paymentOf(facts.map(({ event }) => event));
  return { ...payment, action, score, orderId: id, customerId };
};

@Resolver(() => PaymentType)
export class PaymentResolver {
  @FieldResolver(() => PaymentActionType, {
    nullable: true,
    description: 'What the customer has to do now, where anything. Null for everybody else.',
  })
  nextAction(@Root() { action, customerId }: PaymentType, @Ctx() { viewer }: Context): PaymentActionType | null {
    return isUser(viewer, customerId) ? action : null;
  }

  @FieldResolver(() => PaymentFraudType, {
    nullable: true,
    description: 'How suspicious it looks; null where nothing is odd. Staff only: null for everybody else.',
  })
  fraud(@Root() { score }: PaymentType, @Ctx() { viewer }: Context): FraudScore | null {
    return hasScope(viewer, 'order:read') ? score : null;
  }

  @FieldResolver(() => PaymentCheckType, {
    nullable: true,
    description: "Whether the provider's books say the same; null before they were compared. Staff only.",
  })
  async reconciliation(
    @Root() { orderId, authorized: { currency } }: PaymentType,
    @Ctx() { loaders }: Context,
  ): Promise<PaymentCheckType | null> {
    const check = await loaders.paymentChecks.load(orderId);
    if (!check) return null;
    const { checkedAt, difference: amount } = check;
    return { checkedAt, agrees: amount === 0, difference: { amount, currency } };
  }
}

@Resolver()
export class PaymentMethodsResolver {
  @Query(() => [PaymentMethodType], { description: 'The ways to pay, and what each can pay.' })
  paymentMethods(): readonly PaymentMethodType[] {
    return PAYMENT_METHODS;
  }
}
