import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

export const fulfillmentConfig = subgraphConfig.extend({
  AUTOPILOT: z.stringbool().default(false).describe('plays warehouse and carrier, for demonstrations'),
  AUTOPILOT_STEP_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600_000)
    .default(400)
    .describe('rest between two steps of the autopilot'),
});

export type FulfillmentConfig = z.infer<typeof fulfillmentConfig>;
