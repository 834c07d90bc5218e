import { runProcess } from '@cardstock/service';
import { orderConfig } from './config.ts';
import { startOrder } from './service.ts';

await runProcess({ name: 'order', config: orderConfig, env: process.env, start: startOrder });
