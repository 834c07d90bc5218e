import { runProcess } from '@cardstock/service';
import { authConfig } from './config.ts';
import { startAuth } from './service.ts';

await runProcess({ name: 'auth', config: authConfig, env: process.env, start: startAuth });
