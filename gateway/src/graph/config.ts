import { z } from 'zod';

/** Where the graph comes from. */
export const graphConfig = {
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
