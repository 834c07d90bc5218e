import { runProcess } from '@cardstock/service/core';
import { gatewayConfig } from './config.ts';
import { startGateway } from './gateway.ts';

// @apollo/gateway reports usage to its maker unless it is told not to, and it reads this from nowhere else.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

await runProcess({ name: 'gateway', config: gatewayConfig, env: process.env, start: startGateway });
