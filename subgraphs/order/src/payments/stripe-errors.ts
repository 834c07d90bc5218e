import Stripe from 'stripe';

const { StripeAPIError, StripeCardError, StripeConnectionError, StripeInvalidRequestError, StripeRateLimitError } =
  Stripe.errors;

/** A request under the same idempotency key is still under way at their side. */
const IN_USE = 'idempotency_key_in_use';

/** Their side failed, or nobody knows what it did. */
export const isOutage = (err: unknown): boolean =>
  err instanceof StripeConnectionError ||
  err instanceof StripeAPIError ||
  err instanceof StripeRateLimitError ||
  (err instanceof Stripe.errors.StripeError && (err.code === IN_USE || (err.statusCode ?? 0) >= 500));

/**
 * Refused because the payment is in this state already: what was wanted is done. Somebody did it, or it was done under a
 * key that they have forgotten since; and what was only set aside they let go of by themselves after some days.
 */
export const isAlready = (err: unknown, state: 'succeeded' | 'canceled'): boolean =>
  err instanceof StripeInvalidRequestError &&
  err.code === 'payment_intent_unexpected_state' &&
  err.payment_intent?.status === state;

/** The provider's code for a refusal that is the card's or its token's fault; undefined for everything else. */
export const declineCodeOf = (err: unknown): string | undefined => {
  if (err instanceof StripeCardError) return err.decline_code ?? err.code ?? 'card_declined';
  const isTokenFault = err instanceof StripeInvalidRequestError && err.param === 'payment_method';
  return isTokenFault ? 'invalid_payment_method' : undefined;
};
