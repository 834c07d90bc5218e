import type { Server } from 'node:http';
import {
  type HttpServer,
  loadInternalTokens,
  makeHttp,
  type ProcessTools,
  type Service,
} from '@cardstock/service/core';
import { makeClientAuth } from './auth/client-auth.ts';
import { makeAuthorization } from './authorization/authorization.ts';
import type { Policies } from './authorization/policies.ts';
import type { GatewayConfig } from './config.ts';
import { withDeadline } from './deadline/deadline.ts';
import { makePublicErrors } from './errors/public-error.ts';
import { bridgeToApollo } from './execution/apollo-bridge.ts';
import { makePlanExecutor } from './execution/execute-plan.ts';
import { inSteps } from './execution/operation.ts';
import { makeGraphMetrics } from './graph/graph-metrics.ts';
import { startGraphSource } from './graph/graph-source.ts';
import { supergraphFile } from './graph/supergraph-file.ts';
import { makeApollo, runWith } from './http/apollo.ts';
import { addCors } from './http/cors.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { startProtection } from './protection.ts';
import { refuseFloods } from './rate-limits/refuse-floods.ts';
import { Subgraphs } from './subgraphs/subgraphs.ts';
import { makeDocumentReader } from './subscriptions/documents.ts';
import { makeEventExecutor } from './subscriptions/event-executor.ts';
import { InFlight } from './subscriptions/in-flight.ts';
import { serveSockets } from './subscriptions/server.ts';
import { makeSubscriber } from './subscriptions/subscribe.ts';

const PATH = '/graphql';
const EVENT_PATIENCE_MS = 10_000;

const makeHttpOf = (config: GatewayConfig, tools: ProcessTools, subgraphs: Subgraphs): HttpServer => {
  const http = makeHttp({
    ...tools,
    bodyLimitBytes: config.MAX_BODY_BYTES,
    optionalParts: () => subgraphs.names,
    checkReadiness: async () => ({ supergraph: true, ...(await subgraphs.answering()) }),
  });
  addCors(http, config.CORS_ORIGINS);
  return http;
};

/** Starts the public face of the platform: one graph, over HTTP and WebSocket, that lives while subgraphs come and go. */
export const startGateway = async (
  config: GatewayConfig,
  tools: ProcessTools,
  policies: Policies = {},
): Promise<Service> => {
  const { log } = tools;
  const tokens = await loadInternalTokens('gateway', config);
  const subgraphs = new Subgraphs({ config, tokens, ...tools });
  const graphs = await startGraphSource({
    feed: supergraphFile({ file: config.SUPERGRAPH_FILE, pollMs: config.SUPERGRAPH_POLL_MS, log }),
    check: (graph) => subgraphs.check(graph),
    metrics: makeGraphMetrics(tools.metrics),
    log,
  });
  subgraphs.adopt(graphs.current());
  graphs.onChange((graph) => subgraphs.adopt(graph));
  const publicErrors = makePublicErrors({ log, hideSuggestions: config.NODE_ENV === 'production' });
  const protection = await startProtection(config, log);
  const { admit, requireReadable, addressOf } = protection;
  const authorization = makeAuthorization({ mode: config.AUTHORIZATION_MODE, policies, ...tools });
  const execute = inSteps(
    [withDeadline(config.REQUEST_TIMEOUT_MS), authorization.step],
    makePlanExecutor({ services: (graph) => subgraphs.servicesOf(graph), log }),
  );
  const bridge = bridgeToApollo({ graphs, execute });
  const apollo = makeApollo({ config, ...bridge, publicErrors, admit, documents: protection.documents, log });
  await apollo.start();

  const auth = makeClientAuth({
    jwksUrl: config.JWKS_URL,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    log,
  });
  const http = makeHttpOf(config, tools, subgraphs);
  refuseFloods(http, protection);
  addGraphqlRoute(http, { apollo, auth, path: PATH, addressOf, requireReadable, maxMs: config.REQUEST_TIMEOUT_MS });

  const inFlight = new InFlight();
  const executeEvent = makeEventExecutor({
    services: (graph) => subgraphs.latestFor(graph),
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
    graph: () => graphs.current(),
    readDocument: makeDocumentReader({ maxTokens: config.MAX_TOKENS, requireReadable }),
    subscribe: makeSubscriber({
      socketOf,
      execute: executeEvent,
      tokens,
      publicErrors,
      admit,
      authorization,
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
      graphs.stop();
      await sockets.close();
      await http.close();
      await apollo.stop();
      await subgraphs.close();
      protection.stop();
    },
  };
};
