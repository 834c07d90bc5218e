import { type HttpServer, type InternalTokens, makeHttp, type ProcessTools } from '@cardstock/service/core';
import { type ClientAuth, makeClientAuth } from '../auth/client-auth.ts';
import type { GatewayConfig } from '../config.ts';
import { fetchFromDataSources } from '../execution/data-source-fetch.ts';
import { addExplorer } from '../explorer/explorer.ts';
import { runWith } from '../http/apollo.ts';
import { addCors } from '../http/cors.ts';
import { addGraphqlRoute } from '../http/graphql-route.ts';
import { makePublicAddressOf } from '../http/public-address.ts';
import { makeRequestContext } from '../http/request-context.ts';
import { makeRunDocument } from '../http/run-document.ts';
import { addSecurityHeaders } from '../http/security-headers.ts';
import type { Protection } from '../protection.ts';
import { refuseFloods } from '../rate-limits/refuse-floods.ts';
import { addRestApi } from '../rest/rest-api.ts';
import { makeEventExecutor } from '../subscriptions/event-executor.ts';
import { type Subscriptions, serveSubscriptions } from '../subscriptions/serve-subscriptions.ts';
import { countStarts } from '../usage/usage-reporting.ts';
import type { Graphs } from './start-graphs.ts';
import type { Operations } from './start-operations.ts';

const PATH = '/graphql';
const EVENT_PATIENCE_MS = 10_000;

interface DoorOptions extends Graphs {
  readonly config: GatewayConfig;
  readonly tools: ProcessTools;
  readonly tokens: InternalTokens;
  readonly protection: Protection;
  readonly operations: Operations;
}

interface Doors {
  readonly port: number;
  /** Lets those who are being answered finish; streams are told to come again. */
  close(): Promise<void>;
}

const makeServer = async ({ config, tools, subgraphs, protection }: DoorOptions): Promise<HttpServer> => {
  const http = makeHttp({
    ...tools,
    bodyLimitBytes: config.MAX_BODY_BYTES,
    optionalParts: () => subgraphs.names,
    checkReadiness: async () => ({ supergraph: true, ...(await subgraphs.answering()) }),
  });
  await addSecurityHeaders(http, config);
  addCors(http, config.CORS_ORIGINS);
  refuseFloods(http, protection);
  return http;
};

/** GraphQL, REST and the explorer. */
const addRoutes = async (http: HttpServer, auth: ClientAuth, options: DoorOptions): Promise<void> => {
  const { config, tools, protection, operations, source } = options;
  const publicAddressOf = makePublicAddressOf(config);
  const contextOf = makeRequestContext({
    auth,
    addressOf: protection.addressOf,
    maxMs: config.REQUEST_TIMEOUT_MS,
  });
  const known = { ...operations, graph: () => source.current() };
  addGraphqlRoute(http, { ...known, path: PATH, contextOf, requireReadable: protection.requireReadable });
  await addRestApi(http, {
    ...known,
    ...{ config, contextOf, log: tools.log },
    addressOf: publicAddressOf,
    run: makeRunDocument(known),
  });
  await addExplorer(http, { config, addressOf: publicAddressOf, log: tools.log });
};

/** WebSocket and server-sent events. */
const openStreams = (http: HttpServer, auth: ClientAuth, options: DoorOptions): Subscriptions => {
  const { config, tools, tokens, protection, operations, source, subgraphs } = options;
  const { authorization, publicErrors, apollo, usage } = operations;
  const fetch = fetchFromDataSources({ services: (graph) => subgraphs.latestFor(graph), log: tools.log });
  return serveSubscriptions(
    {
      ...protection,
      ...{ http, path: PATH, config, tokens, publicErrors, auth, authorization },
      graph: () => source.current(),
      socketOf: subgraphs.socketOf.bind(subgraphs),
      execute: makeEventExecutor({ fetch, publicErrors, patienceMs: EVENT_PATIENCE_MS }),
      run: runWith(apollo),
      started: countStarts(usage),
    },
    tools,
  );
};

/** Listens for clients. Resolves when they can come. */
export const openDoors = async (options: DoorOptions): Promise<Doors> => {
  const { config, tools } = options;
  const auth = makeClientAuth({
    jwksUrl: config.JWKS_URL,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    log: tools.log,
  });
  const http = await makeServer(options);
  await addRoutes(http, auth, options);
  const streams = openStreams(http, auth, options);
  const address = await http.listen({ host: config.HOST, port: config.PORT });
  const close = async (): Promise<void> => {
    await streams.close();
    await http.close();
  };
  return { port: Number(new URL(address).port), close };
};
