// npm run gateway -- --supergraph FILE --port N: the gateway on any supergraph, with no other service.
import { runProcess } from '@cardstock/service/core';
import { z } from 'zod';
import { gatewayConfig } from '../config.ts';
import { startGateway } from '../gateway.ts';
import { readOptions, type StandaloneOptions, USAGE } from './options.ts';
import { makeOwnTokens } from './own-tokens.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

const options = (): StandaloneOptions => {
  try {
    return readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  } catch (err) {
    process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n${USAGE}\n`);
    return process.exit(1);
  }
};

/** Nobody gives this process keys: it makes its own. */
const noKeyFile = z.string().default('');
const config = gatewayConfig.extend({ INTERNAL_KEY_FILE: noKeyFile, INTERNAL_JWKS_FILE: noKeyFile });
const { supergraph, port } = options();

/** A foreign graph says nothing of its costs, and audits and benchmarks come from one address: who wants limits sets them. */
const AS_GOOD_AS_UNLIMITED = {
  MAX_COST_ANONYMOUS: '100000000',
  MAX_COST_CUSTOMER: '100000000',
  MAX_COST_STAFF: '100000000',
  RATE_LIMIT_ANONYMOUS: '1000000000',
  RATE_LIMIT_USER: '1000000000',
  RATE_LIMIT_REQUESTS: '1000000000',
};

await runProcess({
  name: 'gateway',
  config,
  env: {
    NODE_ENV: 'development',
    ...AS_GOOD_AS_UNLIMITED,
    // Its endpoints are documents for our own graph.
    REST_API: 'off',
    ...process.env,
    SUPERGRAPH_FILE: supergraph,
    // The file was asked for, whatever registry the surroundings name.
    REGISTRY_UPLINK_URLS: '',
    PORT: port,
  },
  start: async (settings, tools) => startGateway(settings, tools, { tokens: await makeOwnTokens() }),
});
