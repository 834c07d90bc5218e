import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { Logger } from '@cardstock/service/core';
import type { GatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import type { PublicErrors } from '../errors/public-error.ts';
import { badRequest, unknownOperation } from '../errors/refusals.ts';
import type { GraphOf } from '../execution/apollo-bridge.ts';
import { checkKey } from '../idempotency/check-key.ts';
import type { Admission, Admit } from '../limits/admit.ts';
import { rateLimitHeaders } from '../rate-limits/rate-limited.ts';
import { refuseVariableRoots } from '../subscriptions/documents.ts';
import type { RunOperation } from '../subscriptions/operations.ts';

interface ApolloOptions {
  readonly config: GatewayConfig;
  readonly gateway: GatewayInterface;
  readonly publicErrors: PublicErrors;
  /** Where automatic persisted queries are kept. */
  readonly documents: KeyValueCache<string>;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly log: Logger;
}

interface CheckOptions {
  readonly config: GatewayConfig;
  readonly graphOf: GraphOf;
  readonly admit: Admit;
}

/** Checks what to run before the plan executor, whose own words for it are not ours. */
export const checksOperation = ({ config, graphOf, admit }: CheckOptions): ApolloServerPlugin<GatewayContext> => ({
  // What it throws is answered instead of "internal server error".
  unexpectedErrorProcessingRequest: async ({ requestContext: { document, schema } }) => {
    if (document) refuseVariableRoots(document, schema);
  },
  requestDidStart: async () => {
    let admission: Admission | undefined;
    return {
      didResolveOperation: async ({ operation, document, schema, request, contextValue: context }) => {
        if (!operation) throw unknownOperation();
        if (operation.operation === 'subscription') {
          throw badRequest(
            'Subscriptions are served at the same path over WebSocket (graphql-transport-ws) and as server-sent events (accept: text/event-stream).',
          );
        }
        admission = await admit({
          graph: graphOf(schema),
          operation,
          document,
          variables: request.variables ?? {},
          context,
        });
        const { idempotencyKey, viewer } = context;
        if (operation.operation === 'mutation' && idempotencyKey !== undefined) checkKey(idempotencyKey, viewer);
      },
      willSendResponse: async ({ response: { http, body } }) => {
        if (!admission) return;
        for (const [name, value] of Object.entries(rateLimitHeaders(admission.taken))) http.headers.set(name, value);
        if (config.SHOW_COST && body.kind === 'single') {
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: admission.cost };
        }
      },
    };
  },
});

/** Apollo's libraries tell at "info" what is no news in a log of ours. */
export const apolloLogger = (log: Logger) => ({
  debug: (line: string) => log.trace(line),
  info: (line: string) => log.debug(line),
  warn: (line: string) => log.warn(line),
  error: (line: string) => log.error(line),
});

/** The server behind HTTP, and behind queries and mutations over WebSocket. */
export const makeApollo = ({
  config,
  gateway,
  publicErrors,
  documents,
  plugins,
  log,
}: ApolloOptions): ApolloServer<GatewayContext> =>
  new ApolloServer<GatewayContext>({
    gateway,
    nodeEnv: config.NODE_ENV,
    introspection: config.NODE_ENV !== 'production',
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: { cache: documents, ttl: null },
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: config.MAX_TOKENS },
    formatError: publicErrors,
    // With a key in its environment Apollo Server would report to its maker; usage goes to the registry (usage/).
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ...plugins,
    ],
    stopOnTerminationSignals: false,
    logger: apolloLogger(log),
  });

/** Runs an operation that came over another way than HTTP. */
export const runWith =
  (apollo: ApolloServer<GatewayContext>): RunOperation =>
  async ({ query, variables, operationName }, contextValue) => {
    const { body } = await apollo.executeOperation(
      { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) },
      { contextValue },
    );
    if (body.kind !== 'single') throw new Error('an answer came in parts that nobody asked for');
    return body.singleResult;
  };
