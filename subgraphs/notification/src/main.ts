import { runProcess } from '@cardstock/service';
import { notificationConfig } from './config.ts';
import { startNotification } from './service.ts';

await runProcess({ name: 'notification', config: notificationConfig, env: process.env, start: startNotification });
