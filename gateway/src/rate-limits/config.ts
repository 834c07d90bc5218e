import { z } from 'zod';

const perMinute = (points: number, what: string) =>
  z.coerce.number().int().min(1).max(1_000_000_000).default(points).describe(what);

/** How often clients may ask. Operations cost their estimated cost, at least 1. */
export const rateLimitConfig = {
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('where gateways share what clients have used up'),
  RATE_LIMIT_ANONYMOUS: perMinute(20_000, 'cost per minute and address of visitors without a login'),
  RATE_LIMIT_USER: perMinute(60_000, 'cost per minute of one user'),
  RATE_LIMIT_STAFF: perMinute(300_000, 'cost per minute of one member of staff'),
  RATE_LIMIT_LOGIN: perMinute(20, 'logins, registrations and password resets per minute and address'),
  RATE_LIMIT_REQUESTS: perMinute(6_000, 'HTTP requests per minute and address, whatever is in them'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('how many proxies of ours stand before the gateway: so far X-Forwarded-For is believed'),
};
