import { type Dispute, newStripeId, type PaymentIntent, unixTime } from '../objects.ts';
import { invalidRequest, unexpectedState } from '../stripe-error.ts';
import { changed, type Operation } from './operation.ts';

/** The bank lets go of an authorization that nobody captured, as it does after some days. */
export const expireIntent: Operation = ({ id, books, now }) => {
  const intent = books.intent(id);
  if (intent.status !== 'requires_capture') {
    throw unexpectedState(`Nothing is set aside for this PaymentIntent: it is ${intent.status}.`, intent);
  }
  const expired: PaymentIntent = {
    ...intent,
    ...{ status: 'canceled', amount_capturable: 0, canceled_at: unixTime(now), cancellation_reason: 'automatic' },
  };
  return changed(expired, { intents: [expired], events: [{ type: 'payment_intent.canceled', object: expired }] });
};

/** The customer asks the bank for the money back. */
export const disputeIntent: Operation = ({ id, books, now }) => {
  const { latest_charge, status, amount_received, currency } = books.intent(id);
  if (latest_charge === null || status !== 'succeeded') throw invalidRequest(`Nothing was taken: it is ${status}.`);
  const dispute: Dispute = {
    ...{ id: newStripeId('dp'), object: 'dispute', livemode: false, created: unixTime(now), metadata: {} },
    ...{ amount: amount_received, currency, charge: latest_charge, payment_intent: id },
    ...{ reason: 'product_not_received', status: 'needs_response' },
  };
  return changed(dispute, { events: [{ type: 'charge.dispute.created', object: dispute }] });
};
