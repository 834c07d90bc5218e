import { Authenticated, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { PaymentApplication } from '../../application/payments/payment-application.ts';
import type { Context } from '../context.ts';
import { ConfirmPaymentInput, RefundPaymentInput, ReviewPaymentInput } from './payment.input.ts';
import { PaymentResult, RefundPaymentResult, toPaymentResult, toRefundResult } from './payment.result.ts';

@Resolver()
export class PaymentMutationsResolver {
  constructor(private readonly app: PaymentApplication) {}

  @RequiresScopes('order:write')
  @Mutation(() => RefundPaymentResult, { description: 'Gives back some of what was taken for an order. Staff only.' })
  async refundPayment(
    @Arg('input', () => RefundPaymentInput, { description: 'What to give back.' }) input: RefundPaymentInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof RefundPaymentResult> {
    const { orderId, amount, reason } = input;
    const idempotencyKey = input.idempotencyKey.toLowerCase();
    const outcome = await this.app.requestRefund(viewer, { orderId, amount, reason, idempotencyKey });
    return toRefundResult(outcome, { orderId, idempotencyKey });
  }

  @Authenticated()
  @Mutation(() => PaymentResult, {
    description: 'Says that the customer has done what nextAction asks for: the provider is asked at once.',
  })
  async confirmPayment(
    @Arg('input', () => ConfirmPaymentInput, { description: 'Whose payment.' }) { orderId }: ConfirmPaymentInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PaymentResult> {
    return toPaymentResult(await this.app.confirmPayment(viewer, orderId), orderId, 'confirmed');
  }

  @RequiresScopes('order:write')
  @Mutation(() => PaymentResult, { description: 'Lets a payment go on that was held for a look at it. Staff only.' })
  async approvePayment(
    @Arg('input', () => ReviewPaymentInput, { description: 'Whose payment.' }) { orderId }: ReviewPaymentInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PaymentResult> {
    return toPaymentResult(await this.app.approvePayment(viewer, orderId), orderId, 'approved');
  }

  @RequiresScopes('order:write')
  @Mutation(() => PaymentResult, {
    description: 'Declines a payment that was held for a look at it: its order is rejected. Staff only.',
  })
  async rejectPayment(
    @Arg('input', () => ReviewPaymentInput, { description: 'Whose payment.' }) { orderId }: ReviewPaymentInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PaymentResult> {
    return toPaymentResult(await this.app.rejectPayment(viewer, orderId), orderId, 'rejected');
  }
}
