import { runProcess } from '@cardstock/service';
import { fulfillmentConfig } from './config.ts';
import { startFulfillment } from './service.ts';

await runProcess({ name: 'fulfillment', config: fulfillmentConfig, env: process.env, start: startFulfillment });
