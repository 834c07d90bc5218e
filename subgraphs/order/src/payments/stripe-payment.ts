import type Stripe from 'stripe';
import type { ProviderPayment, ProviderRefund, ProviderStatus } from '../application/payments/payment-ports.ts';

const STATUSES: Readonly<Partial<Record<Stripe.PaymentIntent.Status, ProviderStatus>>> = {
  requires_payment_method: 'DECLINED',
  requires_action: 'ACTION_REQUIRED',
  requires_capture: 'AUTHORIZED',
  succeeded: 'CAPTURED',
  canceled: 'CANCELED',
};

const failureOf = ({ status, last_payment_error, cancellation_reason }: Stripe.PaymentIntent): string | null => {
  const isExpired = cancellation_reason === 'automatic' || cancellation_reason === 'expired';
  if (status === 'canceled') return isExpired ? 'authorization_expired' : 'payment_canceled';
  return last_payment_error?.decline_code ?? last_payment_error?.code ?? null;
};

/** The charge tells it, where it was asked for along with the payment. */
const refundedOf = ({ latest_charge }: Stripe.PaymentIntent): number =>
  latest_charge !== null && typeof latest_charge === 'object' ? latest_charge.amount_refunded : 0;

/** A PaymentIntent in our words. */
export const toPayment = (intent: Stripe.PaymentIntent): ProviderPayment => {
  const currency = intent.currency.toUpperCase();
  return {
    paymentId: intent.id,
    orderId: intent.metadata['orderId'] ?? null,
    status: STATUSES[intent.status] ?? 'OPEN',
    amount: { amount: intent.amount, currency },
    captured: { amount: intent.amount_received, currency },
    refunded: refundedOf(intent),
    failureCode: failureOf(intent),
    actionUrl: intent.next_action?.redirect_to_url?.url ?? null,
    createdAt: new Date(intent.created * 1000),
  };
};

export const toRefund = ({ id, metadata, amount, currency }: Stripe.Refund): ProviderRefund => ({
  refundRef: id,
  refundId: metadata?.['refundId'] ?? null,
  amount: { amount, currency: currency.toUpperCase() },
});
