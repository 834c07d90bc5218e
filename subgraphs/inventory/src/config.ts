import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

export const inventoryConfig = subgraphConfig.extend({
  OPENING_STOCK: z.enum(['none', 'demo']).default('none').describe('demo: SKUs that become known get made-up stock'),
  RESERVATION_TTL_MS: milliseconds
    .default(1_800_000)
    .describe(
      'how long pieces are held before their order is asked whether it still needs them, and until it is asked again',
    ),
  RESERVATION_SWEEP_EVERY_MS: milliseconds.default(5_000),
});

export type InventoryConfig = z.infer<typeof inventoryConfig>;
