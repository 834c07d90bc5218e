import type Stripe from 'stripe';
import type { PaymentNews } from '../application/payments/take-payment-news.ts';
import { toPayment } from './stripe-payment.ts';

const idOf = (reference: string | { readonly id: string } | null): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;

/** What an event of Stripe means to us; undefined for the many kinds that mean nothing. */
export const toNews = ({ id: eventId, type, data }: Stripe.Event): PaymentNews | undefined => {
  switch (type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.payment_failed':
    case 'payment_intent.requires_action':
    case 'payment_intent.canceled': {
      const payment = toPayment(data.object as Stripe.PaymentIntent);
      return { eventId, type, paymentId: payment.paymentId, orderId: payment.orderId, payment };
    }
    case 'charge.refunded': {
      const { payment_intent, metadata } = data.object as Stripe.Charge;
      const paymentId = idOf(payment_intent);
      return paymentId === undefined ? undefined : { eventId, type, paymentId, orderId: metadata['orderId'] ?? null };
    }
    case 'charge.dispute.created': {
      const { id, payment_intent, amount, currency, reason } = data.object as Stripe.Dispute;
      const paymentId = idOf(payment_intent);
      const dispute = { disputeId: id, amount: { amount, currency: currency.toUpperCase() }, reason };
      return paymentId === undefined ? undefined : { eventId, type, paymentId, orderId: null, dispute };
    }
    default:
      return undefined;
  }
};
