import { runProcess } from '@cardstock/service';
import { catalogConfig } from './config.ts';
import { startCatalog } from './service.ts';

await runProcess({ name: 'catalog', config: catalogConfig, env: process.env, start: startCatalog });
