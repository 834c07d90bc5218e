import type { PaymentPolicy } from './application/payments/payment-parts.ts';
import type { PaymentProvider } from './application/payments/payment-ports.ts';
import type { OrderConfig } from './config.ts';
import type { FraudRules } from './domain/payment/fraud.ts';
import type { BreakerState } from './payments/breaker.ts';
import { makeStripeProvider } from './payments/stripe-provider.ts';

const SETTLE_SLACK_MS = 1_000;

export const paymentPolicyOf = (config: OrderConfig): PaymentPolicy => ({
  actionWithinMs: config.PAYMENT_ACTION_WITHIN_MS,
  reviewWithinMs: config.PAYMENT_REVIEW_WITHIN_MS,
  settledAfterMs: 2 * config.PAYMENT_TIMEOUT_MS + SETTLE_SLACK_MS,
});

export const fraudRulesOf = (config: OrderConfig): FraudRules => ({
  checkFrom: config.FRAUD_CHECK_FROM,
  largeAmount: config.FRAUD_LARGE_AMOUNT,
  manyOrders: config.FRAUD_MANY_ORDERS,
  manyTokens: config.FRAUD_MANY_TOKENS,
  windowMs: config.FRAUD_WINDOW_MS,
  reviewScore: config.FRAUD_REVIEW_SCORE,
  rejectScore: config.FRAUD_REJECT_SCORE,
});

/** The payment provider as the configuration names it. */
export const providerOf = (config: OrderConfig, onBreaker: (state: BreakerState) => void): PaymentProvider =>
  makeStripeProvider({
    url: config.STRIPE_API_URL,
    secretKey: config.STRIPE_SECRET_KEY,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
    failuresToOpen: config.PAYMENT_FAILURES_TO_OPEN,
    openMs: config.PAYMENT_OPEN_MS,
    probesToClose: config.PAYMENT_PROBES_TO_CLOSE,
    returnUrl: config.PAYMENT_RETURN_URL,
    onBreaker,
  });
