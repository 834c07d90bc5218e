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

/** The provider's code for a refusal that is the card's or its token's fault; undefined for everything else. */
export const declineCodeOf = (err: unknown): string | undefined => {
  if (err instanceof StripeCardError) return err.decline_code ?? err.code ?? 'card_declined';
  const isTokenFault = err instanceof StripeInvalidRequestError && err.param === 'payment_method';
  return isTokenFault ? 'invalid_payment_method' : undefined;
};
