import {
  type HttpServer,
  type InternalTokens,
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
import { fetchFromDataSources } from './execution/data-source-fetch.ts';
import { makePlanExecutor } from './execution/execute-plan.ts';
import { mergeInFlightReads } from './execution/in-flight-reads.ts';
import { observeReads } from './execution/observe-reads.ts';
import { inSteps } from './execution/operation.ts';
import { addExplorer } from './explorer/explorer.ts';
import { graphFeed } from './graph/graph-feed.ts';
import { makeGraphMetrics } from './graph/graph-metrics.ts';
import { startGraphSource } from './graph/graph-source.ts';
import { checksOperation, makeApollo, runWith } from './http/apollo.ts';
import { addCors } from './http/cors.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { makeKnownDocuments } from './http/known-documents.ts';
import { makePublicAddressOf } from './http/public-address.ts';
import { makeRequestContext } from './http/request-context.ts';
import { makeRunDocument } from './http/run-document.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { makeShortWay } from './http/short-way.ts';
import { startProtection } from './protection.ts';
import { refuseFloods } from './rate-limits/refuse-floods.ts';
import { startResponseCache } from './response-cache/start.ts';
import { addRestApi } from './rest/rest-api.ts';
import { Subgraphs } from './subgraphs/subgraphs.ts';
import { makeEventExecutor } from './subscriptions/event-executor.ts';
import { serveSubscriptions } from './subscriptions/serve-subscriptions.ts';
import { countStarts, startUsageReporting } from './usage/usage-reporting.ts';

const PATH = '/graphql';
const EVENT_PATIENCE_MS = 10_000;

const makeHttpOf = async (config: GatewayConfig, tools: ProcessTools, subgraphs: Subgraphs): Promise<HttpServer> => {
  const http = makeHttp({
    ...tools,
    bodyLimitBytes: config.MAX_BODY_BYTES,
    optionalParts: () => subgraphs.names,
    checkReadiness: async () => ({ supergraph: true, ...(await subgraphs.answering()) }),
  });
  await addSecurityHeaders(http, config);
  addCors(http, config.CORS_ORIGINS);
  return http;
};

/** What a deployment may bring along. */
interface GatewayExtras {
  /** What decides on `@policy`, by name. */
  readonly policies?: Policies | undefined;
  /** In the place of those that the environment names. */
  readonly tokens?: InternalTokens | undefined;
}

/** Starts the public face of the platform: one graph, over HTTP and WebSocket, that lives while subgraphs come and go. */
export const startGateway = async (
  config: GatewayConfig,
  tools: ProcessTools,
  { policies = {}, tokens: ownTokens }: GatewayExtras = {},
): Promise<Service> => {
  const { log } = tools;
  const tokens = ownTokens ?? (await loadInternalTokens('gateway', config));
  const subgraphs = new Subgraphs({ config, tokens, ...tools });
  const graphs = await startGraphSource({
    feed: graphFeed(config, tools),
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
  const responseCache = await startResponseCache(config, tools);
  const fetch = fetchFromDataSources({ services: (graph) => subgraphs.servicesOf(graph), log });
  const execute = inSteps(
    [withDeadline(config.REQUEST_TIMEOUT_MS), authorization.step, responseCache.step],
    makePlanExecutor({ fetch: observeReads(config.MERGE_READS ? mergeInFlightReads(fetch) : fetch) }),
  );
  const bridge = bridgeToApollo({ graphs, execute });
  const knownDocuments = makeKnownDocuments();
  const usage = startUsageReporting(config, tools);
  const plugins = [checksOperation({ config, graphOf: bridge.graphOf, admit }), responseCache.plugin, ...usage.plugins];
  const apollo = makeApollo({
    config,
    gateway: bridge.gateway,
    publicErrors,
    documents: protection.documents,
    plugins: [...plugins, knownDocuments.plugin],
    log,
  });
  await apollo.start();

  const auth = makeClientAuth({
    jwksUrl: config.JWKS_URL,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    log,
  });
  const http = await makeHttpOf(config, tools, subgraphs);
  refuseFloods(http, protection);
  const publicAddressOf = makePublicAddressOf(config);
  const contextOf = makeRequestContext({ auth, addressOf, maxMs: config.REQUEST_TIMEOUT_MS });
  const answerShortly = makeShortWay({ apollo, plugins, execute, publicErrors });
  const known = { apollo, knownDocuments, answerShortly, graph: () => graphs.current() };
  addGraphqlRoute(http, { ...known, path: PATH, contextOf, requireReadable });
  await addRestApi(http, { ...known, config, contextOf, addressOf: publicAddressOf, run: makeRunDocument(known), log });
  await addExplorer(http, { config, addressOf: publicAddressOf, log });

  const subscriptions = serveSubscriptions(
    {
      ...protection,
      ...{ http, path: PATH, config, tokens, publicErrors, auth, authorization },
      graph: () => graphs.current(),
      socketOf: subgraphs.socketOf.bind(subgraphs),
      execute: makeEventExecutor({
        fetch: fetchFromDataSources({ services: (graph) => subgraphs.latestFor(graph), log }),
        publicErrors,
        patienceMs: EVENT_PATIENCE_MS,
      }),
      run: runWith(apollo),
      started: countStarts(usage),
    },
    tools,
  );
  const address = await http.listen({ host: config.HOST, port: config.PORT });
  return {
    port: Number(new URL(address).port),
    stop: async () => {
      graphs.stop();
      await subscriptions.close();
      await http.close();
      await apollo.stop();
      await usage.stop();
      await subgraphs.close();
      await responseCache.stop();
      protection.stop();
    },
  };
};
