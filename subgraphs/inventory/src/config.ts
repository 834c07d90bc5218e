import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

export const inventoryConfig = subgraphConfig.extend({
  OPENING_STOCK: z.enum(['none', 'demo']).default('none').describe('demo: SKUs that become known get made-up stock'),
});

export type InventoryConfig = z.infer<typeof inventoryConfig>;
