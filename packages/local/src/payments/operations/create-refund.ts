import { z } from 'zod';
import type { Books } from '../books.ts';
import { type Charge, newStripeId, type Refund, unixTime } from '../objects.ts';
import { choice, expand, metadata, positive, readParams } from '../params.ts';
import { invalidRequest } from '../stripe-error.ts';
import { changed, type Operation } from './operation.ts';

const refundParams = z.strictObject({
  amount: positive.optional(),
  charge: z.string().optional(),
  expand,
  metadata: metadata.default({}),
  payment_intent: z.string().optional(),
  reason: choice('duplicate', 'fraudulent', 'requested_by_customer').optional(),
});

type RefundParams = z.output<typeof refundParams>;

const chargeOf = (books: Books, params: RefundParams): Charge => {
  if (params.charge !== undefined) return books.charge(params.charge);
  if (params.payment_intent === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.', {
      code: 'parameter_missing',
    });
  }
  const { id, latest_charge, status } = books.intent(params.payment_intent, 'payment_intent');
  if (latest_charge === null || status !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    });
  }
  return books.charge(latest_charge);
};

const amountOf = (charge: Charge, wanted: number | undefined): number => {
  const left = charge.amount_captured - charge.amount_refunded;
  if (!charge.captured) throw invalidRequest(`Charge ${charge.id} has not been captured.`, { charge: charge.id });
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
      charge: charge.id,
    });
  }
  if (wanted !== undefined && wanted > left) {
    throw invalidRequest(`Refund amount (${wanted}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
  }
  return wanted ?? left;
};

/** Gives captured money back, all of what is left or part of it. */
export const createRefund: Operation = ({ form, books, now }) => {
  const params = readParams(refundParams, form);
  const charge = chargeOf(books, params);
  const amount = amountOf(charge, params.amount);
  const refunded: Charge = { ...charge, amount_refunded: charge.amount_refunded + amount };
  refunded.refunded = refunded.amount_refunded === charge.amount_captured;
  const refund: Refund = {
    ...{
      id: newStripeId('re'),
      object: 'refund',
      amount,
      charge: charge.id,
      created: unixTime(now),
      currency: charge.currency,
    },
    ...{
      metadata: params.metadata,
      payment_intent: charge.payment_intent,
      reason: params.reason ?? null,
      status: 'succeeded',
    },
  };
  return changed(refund, {
    refunds: [refund],
    charges: [refunded],
    events: [{ type: 'charge.refunded', object: refunded }],
  });
};
