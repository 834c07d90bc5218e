import type Stripe from 'stripe';
import type {
  AuthorizeRequest,
  CaptureOutcome,
  Declined,
  PaymentProvider,
  ProviderPayment,
  RefundOutcome,
} from '../application/payments/payment-ports.ts';
import { findPayments, paymentsSince, WHOLE } from './find-payments.ts';
import { makeStripeClient, type StripeClient, type StripeOptions } from './stripe-client.ts';
import { declineCodeOf, isExpired, refusalCodeOf, standingOf } from './stripe-errors.ts';
import { toPayment, toRefund } from './stripe-payment.ts';

export type { StripeOptions };

type Asked<Method extends 'capture' | 'refund'> = Parameters<PaymentProvider[Method]>[0];

const intentOf = (request: AuthorizeRequest, returnUrl: string): Stripe.PaymentIntentCreateParams => ({
  amount: request.amount.amount,
  currency: request.amount.currency.toLowerCase(),
  payment_method: request.token,
  allowed_payment_method_types: [request.method],
  capture_method: 'manual',
  confirm: true,
  metadata: { orderId: request.orderId },
  ...(request.isOffSession ? { off_session: true } : { return_url: returnUrl }),
});

const authorize = async (
  { ask }: StripeClient,
  request: AuthorizeRequest,
  returnUrl: string,
): Promise<ProviderPayment | Declined> => {
  const { idempotencyKey } = request;
  try {
    return toPayment(
      await ask((stripe) => stripe.paymentIntents.create(intentOf(request, returnUrl), { idempotencyKey })),
    );
  } catch (err) {
    const failureCode = declineCodeOf(err);
    if (failureCode === undefined) throw err;
    return { status: 'DECLINED', failureCode };
  }
};

const capture = async ({ ask }: StripeClient, request: Asked<'capture'>): Promise<CaptureOutcome> => {
  const { paymentId, amount, idempotencyKey } = request;
  try {
    const params = { amount_to_capture: amount.amount };
    const taken = await ask((stripe) => stripe.paymentIntents.capture(paymentId, params, { idempotencyKey }));
    return { outcome: 'CAPTURED', amount: toPayment(taken).captured };
  } catch (err) {
    const standing = standingOf(err);
    // Somebody took it, or we did under a key that they have forgotten since.
    if (standing?.status === 'succeeded') return { outcome: 'CAPTURED', amount: toPayment(standing).captured };
    if (isExpired(err)) return { outcome: 'REFUSED', failureCode: 'authorization_expired', isLost: true };
    const failureCode = refusalCodeOf(err);
    if (failureCode === undefined) throw err;
    return { outcome: 'REFUSED', failureCode, isLost: false };
  }
};

const refund = async ({ ask }: StripeClient, request: Asked<'refund'>): Promise<RefundOutcome> => {
  const { paymentId, refundId, amount, idempotencyKey } = request;
  const params = { payment_intent: paymentId, amount: amount.amount, metadata: { refundId } };
  try {
    const { id } = await ask((stripe) => stripe.refunds.create(params, { idempotencyKey }));
    return { outcome: 'REFUNDED', refundRef: id };
  } catch (err) {
    const failureCode = refusalCodeOf(err);
    if (failureCode === undefined) throw err;
    return { outcome: 'REFUSED', failureCode };
  }
};

/**
 * Payments through Stripe's own client. No answer, or a failure on their side, throws ProviderUnavailable: that outcome
 * is unknown, never a decline.
 */
export const makeStripeProvider = (options: StripeOptions): PaymentProvider => {
  const client = makeStripeClient(options);
  const { ask, breaker } = client;
  return {
    authorize: (request) => authorize(client, request, options.returnUrl),
    read: async (paymentId) => toPayment(await ask((stripe) => stripe.paymentIntents.retrieve(paymentId, WHOLE))),
    find: (wanted) => findPayments(client, wanted),
    capture: (request) => capture(client, request),
    // Without an idempotency key: a payment is canceled once, however often it is asked for.
    void: async (paymentId) => {
      await ask((stripe) => stripe.paymentIntents.cancel(paymentId)).catch((err: unknown) => {
        if (standingOf(err)?.status !== 'canceled') throw err;
      });
    },
    refund: (request) => refund(client, request),
    refundsOf: async (paymentId) => {
      const refunds = await ask((stripe) =>
        stripe.refunds.list({ payment_intent: paymentId, limit: 100 }).autoPagingToArray({ limit: 1_000 }),
      );
      return refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled').map(toRefund);
    },
    since: (moment) => paymentsSince(client, moment),
    restMs: breaker.restMs,
  };
};
