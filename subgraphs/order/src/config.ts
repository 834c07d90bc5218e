import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

/** What this subgraph reads from its environment. */
export const orderConfig = subgraphConfig.extend({
  CATALOG_URL: z.url().describe('GraphQL endpoint of the catalog, asked for prices that its events have not told yet'),
  INVENTORY_URL: z.url().describe('GraphQL endpoint of inventory, asked for availability when a cart changes'),
  STRIPE_API_URL: z.url().describe('the payment provider, or the sandbox that speaks its protocol'),
  STRIPE_SECRET_KEY: z.string().min(1),
  CART_REDIS_URL: z.url().optional().describe('Redis for the carts; REDIS_URL otherwise'),
  CART_DAYS: z.coerce.number().int().positive().default(30),
  PAYMENT_TIMEOUT_MS: milliseconds.default(5_000),
  PAYMENT_FAILURES_TO_OPEN: z.coerce.number().int().positive().default(5),
  PAYMENT_OPEN_MS: milliseconds.default(60_000),
  SAGA_ANSWER_WITHIN_MS: milliseconds.default(10_000),
  SAGA_LONGEST_WAIT_MS: milliseconds.default(600_000),
  SAGA_MAX_ATTEMPTS: z.coerce.number().int().positive().default(20),
  SAGA_WATCH_EVERY_MS: milliseconds.default(1_000),
});
export type OrderConfig = z.infer<typeof orderConfig>;
