import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Registry } from 'prom-client';
import { tellCacheTags } from '../cache/tell-cache-tags.ts';
import { limitRequests, limitsReads } from '../deadline/limit-requests.ts';
import { stopLateReads } from '../deadline/stop-late-reads.ts';
import { type HttpServer, makeHttp, type Readiness } from '../http/http.ts';
import { keyMutations, rememberKey } from '../idempotency/keyed-mutations.ts';
import { keyedRequestIn } from '../idempotency/keyed-request.ts';
import type { Logger } from '../log.ts';
import { INTERNAL_HEADER, type InternalTokens, UntrustedCaller } from '../security/internal-tokens.ts';
import type { Viewer } from '../security/viewer.ts';
import { makeErrorFormatter } from './errors.ts';
import { serveSubscriptions } from './subscriptions.ts';

interface SubgraphServerOptions<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly tokens: InternalTokens;
  /** A fresh context per request, so that dataloaders never outlive it. */
  readonly contextFor: (viewer: Viewer, requestId: string) => Context;
  readonly checkReadiness: () => Promise<Readiness>;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Serves subscriptions on the same path, where the schema has any. */
  readonly withSubscriptions?: boolean;
  /** Whether mutations know the idempotency key that came with their request. */
  readonly takesKeys?: boolean;
}

export interface SubgraphServer {
  readonly http: HttpServer;
  /** Starts to listen and returns the port. */
  listen(host: string, port: number): Promise<number>;
  /** Finishes requests under way and stops. */
  close(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer?: Viewer;
  }
}

const REFUSED = {
  errors: [
    { message: 'Only the gateway and our own services may ask a subgraph.', extensions: { code: 'UNAUTHENTICATED' } },
  ],
};

/** Lets nobody in who does not show an internal token: before anything of the body is read. */
const guard = (http: HttpServer, tokens: InternalTokens): void => {
  http.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    const token = request.headers[INTERNAL_HEADER];
    try {
      request.viewer = await tokens.verify(typeof token === 'string' ? token : '');
    } catch (err) {
      if (!(err instanceof UntrustedCaller)) throw err;
      await reply.code(401).send(REFUSED);
    }
  });
};

const viewerOf = (request: FastifyRequest): Viewer => {
  if (!request.viewer) throw new Error('a request passed the guard without a viewer');
  return request.viewer;
};

const makeApollo = <Context extends object>(
  schema: GraphQLSchema,
  http: HttpServer,
  log: Logger,
): ApolloServer<Context> =>
  new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    formatError: makeErrorFormatter(log),
    // Whatever key is in its environment, a subgraph reports nothing to the maker of Apollo Server.
    plugins: [
      fastifyApolloDrainPlugin(http) as ApolloServerPlugin<Context>,
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      limitsReads,
      tellCacheTags(schema),
    ],
    stopOnTerminationSignals: false,
    logger: { debug: () => {}, info: () => {}, warn: (line) => log.warn(line), error: (line) => log.error(line) },
  });

/** More than the gateway takes from a client, in whatever it is set to: what it let in is not refused here. */
const MAX_BODY_BYTES = 16_777_216;

/** Serves a subgraph to the gateway: queries and mutations over HTTP, subscriptions over WebSocket, both at /graphql. */
export const makeSubgraphServer = <Context extends object>(options: SubgraphServerOptions<Context>): SubgraphServer => {
  const { schema, tokens, contextFor, log } = options;
  const http = makeHttp({ ...options, bodyLimitBytes: MAX_BODY_BYTES });
  guard(http, tokens);
  limitRequests(http);
  stopLateReads(schema);
  if (options.takesKeys) keyMutations(schema);
  const apollo = makeApollo<Context>(schema, http, log);
  const sockets = options.withSubscriptions
    ? serveSubscriptions({ server: http.server as Server, schema, tokens, contextFor, log })
    : undefined;
  return {
    http,
    listen: async (host, port) => {
      await apollo.start();
      await http.register(fastifyApollo(apollo), {
        path: '/graphql',
        method: ['POST'],
        context: async (request) => {
          const viewer = viewerOf(request);
          return rememberKey(contextFor(viewer, request.id), keyedRequestIn(request.headers, viewer));
        },
      });
      const address = await http.listen({ host, port });
      return Number(new URL(address).port);
    },
    close: async () => {
      await sockets?.close();
      await apollo.stop();
      await http.close();
    },
  };
};
