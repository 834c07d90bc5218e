// @graphql-hive/gateway-runtime; with "rust" as the third argument planned by @graphql-hive/router-runtime.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import * as http from '@graphql-mesh/transport-http';

const [, , supergraph, port, planner, header] = process.argv;
const rust = planner === 'rust' ? await import('@graphql-hive/router-runtime') : {};
const gateway = createGatewayRuntime({
  supergraph: readFileSync(supergraph, 'utf8'),
  transports: { http },
  logging: false,
  ...(header
    ? { propagateHeaders: { fromClientToSubgraphs: ({ request }) => ({ [header]: request.headers.get(header) }) } }
    : {}),
  ...('unifiedGraphHandler' in rust ? { unifiedGraphHandler: rust.unifiedGraphHandler } : {}),
});
createServer(gateway).listen(Number(port), '127.0.0.1');
