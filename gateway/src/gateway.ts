import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { ApolloGateway } from '@apollo/gateway';
import {
  type HttpServer,
  type InternalTokens,
  loadInternalTokens,
  makeHttp,
  type ProcessTools,
  type Service,
} from '@cardstock/service/core';
import { makeClientAuth } from './auth/client-auth.ts';
import type { GatewayConfig } from './config.ts';
import { makePublicErrors } from './errors/public-error.ts';
import { bridgeToApollo } from './execution/apollo-bridge.ts';
import { fetchFromDataSources } from './execution/data-source-fetch.ts';
import { makePlanExecutor } from './execution/execute-plan.ts';
import { mergeInFlightReads } from './execution/in-flight-reads.ts';
import { inSteps } from './execution/operation.ts';
import { buildGraph, type Graph } from './graph/graph.ts';
import { apolloLogger, checksOperation, makeApollo, runWith } from './http/apollo.ts';
import { addCors } from './http/cors.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { makeKnownDocuments } from './http/known-documents.ts';
import { makeShortWay } from './http/short-way.ts';
import { makeRefuseOversized } from './limits/refuse-oversized.ts';
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
export const startGateway = async (
  config: GatewayConfig,
  tools: ProcessTools,
  ownTokens?: InternalTokens,
): Promise<Service> => {
  const { log } = tools;
  const tokens = ownTokens ?? (await loadInternalTokens('gateway', config));
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
  const refuseOversized = makeRefuseOversized(config);
  const fetch = fetchFromDataSources({ services: () => subgraphs.services, log });
  const execute = inSteps([], makePlanExecutor({ fetch: config.MERGE_READS ? mergeInFlightReads(fetch) : fetch }));
  const bridge = bridgeToApollo({ gateway, graph, execute });
  const knownDocuments = makeKnownDocuments();
  const plugins = [checksOperation(refuseOversized)];
  const learning = [...plugins, knownDocuments.plugin];
  const apollo = makeApollo({ config, gateway: bridge, publicErrors, plugins: learning, log });
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
  const answerShortly = makeShortWay({ apollo, plugins, execute, publicErrors });
  addGraphqlRoute(http, { apollo, auth, path: PATH, graph, knownDocuments, answerShortly });

  const inFlight = new InFlight();
  const executeEvent = makeEventExecutor({
    fetch,
    publicErrors,
    patienceMs: EVENT_PATIENCE_MS,
  });
  const socketOf = subgraphs.socketOf.bind(subgraphs);
  const sockets = serveSockets({
    server: http.server as Server,
    path: PATH,
    maxMessageBytes: config.MAX_BODY_BYTES,
    auth,
    graph,
    readDocument: makeDocumentReader(config.MAX_TOKENS),
    subscribe: makeSubscriber({
      socketOf,
      execute: executeEvent,
      tokens,
      publicErrors,
      refuseOversized,
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
    },
  };
};
