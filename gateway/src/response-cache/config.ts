import { z } from 'zod';

/** The longest that anything can be set to be stored, in seconds. */
export const LONGEST_S = 3_600;

/** Which answers are kept, and for how long. */
export const responseCacheConfig = {
  RESPONSE_CACHE: z
    .stringbool()
    .default(true)
    .describe('whether answers are stored that their subgraphs let be stored; needs a Redis'),
  RESPONSE_CACHE_REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('where answers are stored; in REDIS_URL where it is not set'),
  RESPONSE_CACHE_MAX_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(LONGEST_S)
    .default(60)
    .describe('the longest that an answer is stored: so old it can be where no event told that it has changed'),
  RESPONSE_CACHE_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(16_777_216)
    .default(262_144)
    .describe('the longest answer that is stored'),
  RESPONSE_CACHE_CLIENT_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(LONGEST_S)
    .default(0)
    .describe('the longest that browsers and proxies may keep a public answer: no event reaches what they keep'),
};
