import Stripe from 'stripe';

const {
  StripeAPIError,
  StripeCardError,
  StripeConnectionError,
  StripeError,
  StripeIdempotencyError,
  StripeInvalidRequestError,
  StripeRateLimitError,
} = Stripe.errors;

/** A request under the same idempotency key is still under way at their side. */
const IN_USE = 'idempotency_key_in_use';

const isServerError = (err: unknown): boolean =>
  err instanceof StripeError && (err instanceof StripeAPIError || (err.statusCode ?? 0) >= 500);

/** Their side failed, or nobody knows what it did. */
export const isOutage = (err: unknown): boolean =>
  err instanceof StripeConnectionError ||
  err instanceof StripeRateLimitError ||
  isServerError(err) ||
  (err instanceof StripeError && err.code === IN_USE);

/**
 * The idempotency key will never help: Stripe stores a 500 under it and repeats it, and refuses the key for a request
 * that has changed since.
 */
export const isKeyUsedUp = (err: unknown): boolean =>
  isServerError(err) || (err instanceof StripeIdempotencyError && err.code !== IN_USE);

/** The payment as it stands, where a request was refused because of how it stands. */
export const standingOf = (err: unknown): Stripe.PaymentIntent | undefined =>
  err instanceof StripeInvalidRequestError && err.code === 'payment_intent_unexpected_state'
    ? err.payment_intent
    : undefined;

/**
 * The provider's code for a refusal that is the card's, its token's or the amount's fault (Stripe takes nothing under
 * half a dollar); undefined for everything else.
 */
export const declineCodeOf = (err: unknown): string | undefined => {
  if (err instanceof StripeCardError) return err.decline_code ?? err.code ?? 'card_declined';
  if (!(err instanceof StripeInvalidRequestError)) return undefined;
  if (err.param === 'amount') return 'amount_too_small';
  return err.param === 'payment_method' ? 'invalid_payment_method' : undefined;
};

/** The code of a request that was refused for good. */
export const refusalCodeOf = (err: unknown): string | undefined => {
  if (err instanceof StripeCardError) return err.decline_code ?? err.code ?? 'card_declined';
  return err instanceof StripeInvalidRequestError ? (err.code ?? 'request_refused') : undefined;
};

/** The bank let go of what was set aside before anybody took it. */
export const isExpired = (err: unknown): boolean =>
  standingOf(err)?.status === 'canceled' ||
  (err instanceof StripeInvalidRequestError && err.code === 'charge_expired_for_capture');
