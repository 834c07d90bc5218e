import { runProcess } from '@cardstock/service/core';
import { registryConfig } from './config.ts';
import { startRegistry } from './service.ts';

await runProcess({ name: 'registry', config: registryConfig, env: process.env, start: startRegistry });
