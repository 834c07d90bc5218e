import { z } from 'zod';

const LONGEST_MS = 120_000;
const timeoutMs = z.coerce.number().int().min(1).max(LONGEST_MS);

const timeouts = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .filter((entry) => entry.trim() !== '')
      .map((entry) => entry.split('=').map((part) => part.trim())),
  )
  .pipe(
    z.array(z.tuple([z.string().min(1), z.string().transform(Number).pipe(z.number().int().min(1).max(LONGEST_MS))])),
  )
  .transform((entries): ReadonlyMap<string, number> => new Map(entries));

/** How long, how often, how many at once and how much the gateway asks of a subgraph. */
export const subgraphsConfig = {
  SUBGRAPH_TIMEOUT_MS: timeoutMs
    .default(10_000)
    .describe('how long one subgraph may take for one fetch, retries included'),
  SUBGRAPH_TIMEOUTS: timeouts.describe('other timeouts for single subgraphs: "catalog=2000,order=15000"'),
  SUBGRAPH_RETRIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(5)
    .describe('how often a read is sent again to a subgraph that is away; about 1.5 s in all by default'),
  SUBGRAPH_CONCURRENCY: z.coerce.number().int().min(1).max(4_096).default(64).describe('fetches at once per subgraph'),
  SUBGRAPH_QUEUE: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(1_024)
    .describe('fetches that wait for their turn, per subgraph; more are refused at once'),
  SUBGRAPH_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(1_073_741_824)
    .default(33_554_432)
    .describe('the longest answer of a subgraph that is taken in'),
  SUBGRAPH_BREAKER_FAILURES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(5)
    .describe('failures in a row after which a subgraph is not asked any more'),
  SUBGRAPH_BREAKER_RATE: z.coerce
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('or the share of failures in 10 s, at 5 fetches a second and more'),
  SUBGRAPH_PROBE_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(1_000)
    .describe('how often a subgraph that is not asked any more is tried'),
};
