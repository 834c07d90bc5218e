import {
  AUTHENTICATION_REQUIRED,
  cardDetails,
  cardNamed,
  type Decline,
  GENERIC_DECLINE,
  type TestCard,
} from '../cards.ts';
import { type Charge, newStripeId, type PaymentIntent, unixTime } from '../objects.ts';
import { errorReply } from '../stripe-error.ts';
import { changed, type Outcome, refused } from './operation.ts';

interface Authorization {
  intent: PaymentIntent;
  paymentMethod: string;
  now: Date;
  mustDecline: boolean;
  /** Without the customer at hand nobody can pass a check of identity, so that a card that wants one is declined. */
  declinesAuthentication: boolean;
  /** The customer has just passed the check. */
  isAuthenticated?: true;
  /** The page where customers prove who they are, and where they are sent afterwards. */
  redirect?: { url: string; return_url: string } | undefined;
}

const newCharge = ({ intent, paymentMethod, now }: Authorization, decline: Decline | undefined): Charge => {
  const isPaid = decline === undefined;
  const isCaptured = isPaid && intent.capture_method !== 'manual';
  return {
    ...{ id: newStripeId('ch'), object: 'charge', livemode: false, created: unixTime(now) },
    ...{
      amount: intent.amount,
      amount_captured: isCaptured ? intent.amount : 0,
      amount_refunded: 0,
      currency: intent.currency,
    },
    ...{ captured: isCaptured, paid: isPaid, refunded: false, status: isPaid ? 'succeeded' : 'failed' },
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: intent.metadata,
    outcome: {
      network_status: isPaid ? 'approved_by_network' : 'declined_by_network',
      reason: decline?.decline_code ?? null,
      type: isPaid ? 'authorized' : 'issuer_declined',
    },
    payment_intent: intent.id,
    payment_method: paymentMethod,
    payment_method_details: cardDetails(cardNamed(paymentMethod)),
  };
};

const decline = (authorization: Authorization, why: Decline): Outcome => {
  const charge = newCharge(authorization, why);
  const { error } = errorReply({ type: 'card_error', ...why, charge: charge.id });
  const intent: PaymentIntent = {
    ...authorization.intent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: error,
    next_action: null,
  };
  const events = [{ type: 'payment_intent.payment_failed' as const, object: intent }];
  return refused({ ...error, payment_intent: intent }, { intents: [intent], charges: [charge], events });
};

const askForAuthentication = ({ intent: earlier, paymentMethod, redirect }: Authorization): Outcome => {
  const next = redirect
    ? { type: 'redirect_to_url', redirect_to_url: redirect }
    : { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } };
  const intent: PaymentIntent = {
    ...earlier,
    status: 'requires_action',
    payment_method: paymentMethod,
    next_action: next,
  };
  return changed(intent, { intents: [intent], events: [{ type: 'payment_intent.requires_action', object: intent }] });
};

const accept = (authorization: Authorization): Outcome => {
  const charge = newCharge(authorization, undefined);
  const { captured, amount } = charge;
  const intent: PaymentIntent = {
    ...authorization.intent,
    status: captured ? 'succeeded' : 'requires_capture',
    amount_capturable: captured ? 0 : amount,
    amount_received: captured ? amount : 0,
    payment_method: authorization.paymentMethod,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  };
  const type = captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  return changed(intent, { intents: [intent], charges: [charge], events: [{ type, object: intent }] });
};

const declineOf = (card: TestCard, { mustDecline, declinesAuthentication }: Authorization): Decline | undefined => {
  if (card.decline !== undefined) return card.decline;
  if (mustDecline) return GENERIC_DECLINE;
  return card.needsAuthentication && declinesAuthentication ? AUTHENTICATION_REQUIRED : undefined;
};

/** Charges the card: accepted, declined, or waiting for the customer to prove who they are. */
export const authorize = (authorization: Authorization): Outcome => {
  const card = cardNamed(authorization.paymentMethod);
  const why = declineOf(card, authorization);
  if (why !== undefined) return decline(authorization, why);
  const isAsked = card.needsAuthentication && !authorization.isAuthenticated;
  return isAsked ? askForAuthentication(authorization) : accept(authorization);
};
