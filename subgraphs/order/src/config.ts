import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';
import { paymentSettings } from './payment-config.ts';

const milliseconds = z.coerce.number().int().positive();

/** What this subgraph reads from its environment. */
export const orderConfig = subgraphConfig.extend({
  CATALOG_URL: z.url().describe('GraphQL endpoint of the catalog, asked for prices that its events have not told yet'),
  INVENTORY_URL: z.url().describe('GraphQL endpoint of inventory, asked for availability when a cart changes'),
  FULFILLMENT_URL: z.url().describe('GraphQL endpoint of fulfilment, asked for the ways to send what is quoted'),
  QUOTE_MINUTES: z.coerce.number().int().positive().default(30),
  STRIPE_API_URL: z.url().describe('the payment provider, or the sandbox that speaks its protocol'),
  STRIPE_SECRET_KEY: z.string().min(1),
  CART_REDIS_URL: z.url().optional().describe('Redis for the carts; REDIS_URL otherwise'),
  CART_DAYS: z.coerce.number().int().positive().default(30),
  ...paymentSettings,
  PAYMENT_TIMEOUT_MS: milliseconds.default(5_000),
  PAYMENT_FAILURES_TO_OPEN: z.coerce.number().int().positive().default(5),
  PAYMENT_OPEN_MS: milliseconds.default(60_000),
  SAGA_ANSWER_WITHIN_MS: milliseconds.default(10_000),
  SAGA_LONGEST_WAIT_MS: milliseconds.default(600_000),
  SAGA_MAX_ATTEMPTS: z.coerce.number().int().positive().default(20),
  SAGA_WATCH_EVERY_MS: milliseconds.default(1_000),
  PAYMENT_DEADLINE_MS: milliseconds.default(86_400_000).describe('an order that is not confirmed by then ends'),
  SHIPMENT_CHECK_MS: milliseconds
    .default(21_600_000)
    .describe('a parcel of which nothing was heard for so long is asked after'),
  BACKORDER_CHECK_MS: milliseconds.default(21_600_000).describe('how often an order in line for stock asks again'),
});
export type OrderConfig = z.infer<typeof orderConfig>;
