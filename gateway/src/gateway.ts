import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server } from 'node:http';
import { ApolloGateway } from '@apollo/gateway';
import {
  type HttpServer,
  loadInternalTokens,
  makeHttp,
  type ProcessTools,
  type Service,
} from '@cardstock/service/core';
import { makeClientAuth } from './auth/client-auth.ts';
import type { GatewayConfig } from './config.ts';
import { makeRefuseCostly } from './cost/refuse-costly.ts';
import { makePublicErrors } from './errors/public-error.ts';
import { bridgeToApollo } from './execution/apollo-bridge.ts';
import { makePlanExecutor } from './execution/execute-plan.ts';
import { inSteps } from './execution/operation.ts';
import { addExplorer } from './explorer/explorer.ts';
import { buildGraph, type Graph } from './graph/graph.ts';
import { apolloLogger, makeApollo, runWith } from './http/apollo.ts';
import { addCors } from './http/cors.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { makeAdmit } from './limits/admit.ts';
import { makeRefuseOversized } from './limits/refuse-oversized.ts';
import { makeRequireReadable } from './limits/require-readable.ts';
import { makeRefuseOverstructured } from './limits/structure.ts';
import { makeDocumentStore } from './persisted/document-store.ts';
import { loadTrustedDocuments, makeRequireTrusted } from './persisted/trusted-documents.ts';
import { clientAddress } from './rate-limits/client-address.ts';
import { makeRateLimits } from './rate-limits/rate-limits.ts';
import { refuseFloods } from './rate-limits/refuse-floods.ts';
import { connectToCounts } from './rate-limits/shared-counts.ts';
import { makeEndpoints } from './subgraphs/endpoints.ts';
import { Subgraphs } from './subgraphs/subgraphs.ts';
import { makeDocumentReader } from './subscriptions/documents.ts';
import { makeEventExecutor } from './subscriptions/event-executor.ts';
import { InFlight } from './subscriptions/in-flight.ts';
import { serveSockets } from './subscriptions/server.ts';
import { makeSubscriber } from './subscriptions/subscribe.ts';

const PATH = '/graphql';
const EVENT_PATIENCE_MS = 10_000;

const readSupergraph = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`the supergraph file "${file}" cannot be read (SUPERGRAPH_FILE); "npm run schema" composes it`, {
      cause,
    });
  });

/** Keeps the newest version of the supergraph that the Apollo gateway loads. */
const followGraph = (gateway: ApolloGateway): (() => Graph) => {
  let graph: Graph | undefined;
  gateway.onSchemaLoadOrUpdate((loaded) => {
    graph = buildGraph(loaded);
  });
  return () => {
    if (!graph) throw new Error('the supergraph is not loaded yet');
    return graph;
  };
};

const makeHttpOf = (config: GatewayConfig, tools: ProcessTools, subgraphs: Subgraphs): HttpServer => {
  const http = makeHttp({
    ...tools,
    bodyLimitBytes: config.MAX_BODY_BYTES,
    optionalParts: subgraphs.names,
    checkReadiness: async () => ({ supergraph: true, ...(await subgraphs.answering()) }),
  });
  addCors(http, config.CORS_ORIGINS);
  return http;
};

/** Starts the public face of the platform: one graph, over HTTP and WebSocket, that lives while subgraphs come and go. */
export const startGateway = async (config: GatewayConfig, tools: ProcessTools): Promise<Service> => {
  const { log } = tools;
  const tokens = await loadInternalTokens('gateway', config);
  const subgraphs = new Subgraphs({
    endpoints: makeEndpoints(config),
    tokens,
    timeoutMs: config.SUBGRAPH_TIMEOUT_MS,
    log,
  });
  const gateway = new ApolloGateway({
    supergraphSdl: await readSupergraph(config.SUPERGRAPH_FILE),
    buildService: ({ name, url }) => subgraphs.add(name, url),
    validateSupergraph: config.NODE_ENV !== 'production',
    __exposeQueryPlanExperimental: false,
    logger: apolloLogger(log),
  });
  const graph = followGraph(gateway);
  const publicErrors = makePublicErrors({ log, hideSuggestions: config.NODE_ENV === 'production' });
  const counts = config.REDIS_URL ? await connectToCounts(config.REDIS_URL, log) : undefined;
  const trusted = await loadTrustedDocuments(config);
  const requireReadable = makeRequireReadable(config, makeRequireTrusted(config, trusted));
  const rateLimits = makeRateLimits(config, counts);
  const admit = makeAdmit({
    refuseOverstructured: makeRefuseOverstructured(config),
    refuseOversized: makeRefuseOversized(config),
    refuseCostly: makeRefuseCostly(config),
    rateLimits,
  });
  const addressOf = (request: IncomingMessage) => clientAddress(request, config.TRUSTED_PROXIES);
  const execute = inSteps([], makePlanExecutor({ services: () => subgraphs.services, log }));
  const bridge = bridgeToApollo({ gateway, graph, execute });
  const apollo = makeApollo({
    config,
    gateway: bridge,
    graph,
    publicErrors,
    admit,
    documents: makeDocumentStore({ config, trusted, redis: counts }),
    log,
  });
  await apollo.start().catch((cause: unknown) => {
    throw new Error(`the supergraph file "${config.SUPERGRAPH_FILE}" cannot be used (SUPERGRAPH_FILE)`, { cause });
  });

  const auth = makeClientAuth({
    jwksUrl: config.JWKS_URL,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    log,
  });
  const http = makeHttpOf(config, tools, subgraphs);
  refuseFloods(http, { rateLimits, addressOf });
  addGraphqlRoute(http, { apollo, auth, path: PATH, addressOf, requireReadable });
  await addExplorer(http, config, log);

  const inFlight = new InFlight();
  const executeEvent = makeEventExecutor({
    services: subgraphs.services,
    publicErrors,
    log,
    patienceMs: EVENT_PATIENCE_MS,
  });
  const socketOf = subgraphs.socketOf.bind(subgraphs);
  const sockets = serveSockets({
    server: http.server as Server,
    path: PATH,
    addressOf,
    maxMessageBytes: config.MAX_BODY_BYTES,
    auth,
    graph,
    readDocument: makeDocumentReader({ maxTokens: config.MAX_TOKENS, requireReadable }),
    subscribe: makeSubscriber({
      socketOf,
      execute: executeEvent,
      tokens,
      publicErrors,
      admit,
      inFlight,
      log,
    }),
    run: runWith(apollo),
    publicErrors,
    inFlight,
    log,
  });
  const address = await http.listen({ host: config.HOST, port: config.PORT });
  return {
    port: Number(new URL(address).port),
    stop: async () => {
      await sockets.close();
      await http.close();
      await apollo.stop();
      await subgraphs.close();
      counts?.disconnect();
    },
  };
};
