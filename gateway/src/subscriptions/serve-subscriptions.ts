import type { IncomingMessage, Server } from 'node:http';
import type { HttpServer, InternalTokens, ProcessTools } from '@cardstock/service/core';
import type { ClientAuth } from '../auth/client-auth.ts';
import type { Authorization } from '../authorization/authorization.ts';
import type { GatewayConfig } from '../config.ts';
import type { PublicErrors } from '../errors/public-error.ts';
import type { Graph } from '../graph/graph.ts';
import type { Admit } from '../limits/admit.ts';
import type { RequireReadable } from '../limits/require-readable.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { makeConnectionLimits } from './connection-limits.ts';
import { makeDocumentReader } from './documents.ts';
import type { EventExecutor } from './event-executor.ts';
import { InFlight } from './in-flight.ts';
import { showSubscriptions } from './metrics.ts';
import { makeOperations, type RunOperation } from './operations.ts';
import { serveSockets } from './socket/server.ts';
import { serveEventStreams } from './sse/serve-event-streams.ts';
import type { SubgraphSocket } from './subgraph-socket.ts';
import { makeSubscriber } from './subscribe.ts';
import type { SubscriptionRequest } from './subscription-request.ts';

interface SubscriptionOptions {
  readonly http: HttpServer;
  readonly path: string;
  readonly config: GatewayConfig;
  readonly graph: () => Graph;
  readonly socketOf: (subgraph: string) => SubgraphSocket;
  readonly execute: EventExecutor;
  readonly tokens: InternalTokens;
  readonly publicErrors: PublicErrors;
  readonly admit: Admit;
  readonly authorization: Authorization;
  /** Refuses documents that may not be read. */
  readonly requireReadable: RequireReadable;
  readonly rateLimits: Pick<RateLimits, 'takeRequest'>;
  readonly auth: ClientAuth;
  /** Runs queries and mutations. */
  readonly run: RunOperation;
  /** Is told of each subscription that a client may have. */
  readonly started: (request: SubscriptionRequest) => void;
  /** Where a client is. */
  readonly addressOf: (request: IncomingMessage) => string;
}

export interface Subscriptions {
  /** Delivers what is under way, then closes all connections. */
  close(): Promise<void>;
}

const DRAIN_WITHIN_MS = 5_000;

/** Serves operations of all kinds over WebSocket (graphql-transport-ws) and server-sent events, on the path of queries. */
export const serveSubscriptions = (options: SubscriptionOptions, { log, metrics }: ProcessTools): Subscriptions => {
  const { http, config, graph, run, publicErrors, requireReadable } = options;
  const inFlight = new InFlight();
  const readDocument = makeDocumentReader({ maxTokens: config.MAX_TOKENS, requireReadable });
  const buffering = { buffer: config.SUBSCRIPTION_BUFFER, slowMs: config.SLOW_CLIENT_MS };
  const subscribe = makeSubscriber({ ...options, readDocument, inFlight, buffering, log });
  const shared = {
    ...options,
    operations: makeOperations({ graph, readDocument, subscribe, run, publicErrors, inFlight }),
    limits: makeConnectionLimits(config),
    keepAliveMs: config.KEEP_ALIVE_MS,
    maxOperations: config.MAX_OPERATIONS_PER_CONNECTION,
  };
  const streams = serveEventStreams(http, shared);
  const sockets = serveSockets({
    ...shared,
    server: http.server as Server,
    takeRequest: options.rateLimits.takeRequest,
    maxMessageBytes: config.MAX_BODY_BYTES,
    initWithinMs: config.CONNECTION_INIT_MS,
    log,
  });
  showSubscriptions(metrics, { sockets: sockets.count, streams: streams.count, upstreams: subscribe.upstreams });
  return {
    close: async () => {
      await inFlight.drain(DRAIN_WITHIN_MS);
      streams.close();
      await sockets.close();
    },
  };
};
