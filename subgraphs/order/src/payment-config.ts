import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();
const minorUnits = z.coerce.number().int().nonnegative();
const count = z.coerce.number().int().positive();
const score = z.coerce.number().int().min(1).max(101);

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What payments read from the environment, besides the address and the key of the provider. */
export const paymentSettings = {
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('signs what the provider sends to /webhooks/stripe; without it nothing is taken there'),
  PAYMENT_RETURN_URL: z
    .url()
    .default('http://localhost:4000/')
    .describe('where customers come back to from their bank'),
  PAYMENT_PROBES_TO_CLOSE: count.default(3),
  PAYMENT_ACTION_WITHIN_MS: milliseconds.default(30 * MINUTE_MS).describe('how long a customer may take to confirm'),
  PAYMENT_REVIEW_WITHIN_MS: milliseconds.default(DAY_MS).describe('how long people may take to look at a payment'),
  PAYMENT_RECONCILE_EVERY_MS: milliseconds.default(10 * MINUTE_MS),
  PAYMENT_RECONCILE_OVERLAP_MS: milliseconds
    .default(15 * MINUTE_MS)
    .describe('how far a run looks behind the last one'),
  PAYMENT_ORPHAN_AFTER_MS: milliseconds
    .default(10 * MINUTE_MS)
    .describe('how old money must be that no order knows of before it is let go'),
  FRAUD_CHECK_FROM: minorUnits.default(100_000).describe('orders of less, in minor units, are not looked at'),
  FRAUD_LARGE_AMOUNT: minorUnits.default(2_000_000),
  FRAUD_MANY_ORDERS: count.default(500).describe('suspicious within the window'),
  FRAUD_MANY_TOKENS: count.default(10).describe('suspicious within the window'),
  FRAUD_WINDOW_MS: milliseconds.default(DAY_MS),
  FRAUD_REVIEW_SCORE: score.default(60),
  FRAUD_REJECT_SCORE: score.default(100),
};
