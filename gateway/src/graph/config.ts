import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });
const urls = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  )
  .pipe(z.array(url));

/** Where the graph comes from. */
export const graphConfig = {
  REGISTRY_UPLINK_URLS: urls.describe('Uplink of the schema registry, and of others like it, separated by commas'),
  SUPERGRAPH_CACHE_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("the registry's last supergraph is kept here, for a start without it"),
  SUPERGRAPH_FILE: z
    .string()
    .min(1)
    .default('schema/supergraph.graphql')
    .describe('watched: a new version is taken over'),
  SUPERGRAPH_POLL_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(3_600_000)
    .default(5_000)
    .describe('how often the file is looked at besides, for file systems that tell nothing'),
};
