import { runProcess } from '@cardstock/service';
import { inventoryConfig } from './config.ts';
import { startInventory } from './service.ts';

await runProcess({ name: 'inventory', config: inventoryConfig, env: process.env, start: startInventory });
