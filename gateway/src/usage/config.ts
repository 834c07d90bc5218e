import { z } from 'zod';

/** Where the gateway tells which operations its clients run; nowhere, unless all three are set. */
export const usageConfig = {
  REGISTRY_REPORTS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the registry that usage is reported to, without /api/ingress/traces'),
  APOLLO_KEY: z.string().min(1).optional().describe('the key of this gateway at the registry'),
  APOLLO_GRAPH_REF: z.string().min(1).optional().describe('the graph and variant it serves, as graph@variant'),
  USAGE_REPORT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(10_000)
    .describe('how often usage is reported'),
};
