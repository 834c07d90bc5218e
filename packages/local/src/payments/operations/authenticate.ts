import type { PaymentIntent } from '../objects.ts';
import { errorReply, unexpectedState } from '../stripe-error.ts';
import { authorize } from './authorize.ts';
import { changed, type Operation } from './operation.ts';

const FAILURE = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message: 'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new one.',
} as const;

/** Where the customer of an intent proves who they are, for clients that say where to send them afterwards. */
export const redirectFor = (id: string, origin: string, returnUrl: string | undefined) =>
  returnUrl === undefined ? undefined : { url: `${origin}/_sandbox/authenticate/${id}`, return_url: returnUrl };

const waiting = (intent: PaymentIntent): { intent: PaymentIntent; paymentMethod: string } => {
  if (intent.status !== 'requires_action' || intent.payment_method === null) {
    throw unexpectedState(`Nobody is asked to authenticate this PaymentIntent: it is ${intent.status}.`, intent);
  }
  return { intent, paymentMethod: intent.payment_method };
};

/** The customer passes the check: the payment goes on where it waited. */
export const passAuthentication: Operation = ({ id, books, now, mustDecline }) =>
  authorize({
    ...waiting(books.intent(id)),
    ...{ now, mustDecline, declinesAuthentication: false, isAuthenticated: true },
  });

/** The customer fails it: another method, or none. */
export const failAuthentication: Operation = ({ id, books }) => {
  const { intent: earlier } = waiting(books.intent(id));
  const intent: PaymentIntent = {
    ...earlier,
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: errorReply(FAILURE).error,
    next_action: null,
  };
  return changed(intent, { intents: [intent], events: [{ type: 'payment_intent.payment_failed', object: intent }] });
};
