import { z } from 'zod';

/** How clients, and their browsers, come to the gateway. */
export const httpConfig = {
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'the address of the gateway as clients see it, with the path prefix that a proxy takes away; without it X-Forwarded-Prefix counts, where proxies are trusted',
    ),
  HSTS_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(63_072_000)
    .default(0)
    .describe('for how long browsers shall use nothing but HTTPS; 0 for no word of it, where there is no TLS'),
};
