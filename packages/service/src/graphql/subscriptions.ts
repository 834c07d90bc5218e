import type { Server } from 'node:http';
import { newId } from '@cardstock/contracts';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Logger } from '../log.ts';
import type { InternalTokens } from '../security/internal-tokens.ts';
import type { Viewer } from '../security/viewer.ts';
import { makeErrorFormatter, unauthenticated } from './errors.ts';

interface SubscriptionOptions<Context extends object> {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly tokens: InternalTokens;
  readonly contextFor: (viewer: Viewer, requestId: string) => Context;
  readonly log: Logger;
}

const MAX_MESSAGE_BYTES = 262_144;

/** The gateway holds one connection for many viewers, so each operation brings its own token. */
const tokenIn = (extensions: Record<string, unknown> | null | undefined): string => {
  const token = extensions?.['internalToken'];
  return typeof token === 'string' ? token : '';
};

const format = (log: Logger, errors: readonly (GraphQLError | GraphQLFormattedError)[]): GraphQLFormattedError[] =>
  errors.map((err) => makeErrorFormatter(log)(err instanceof GraphQLError ? err.toJSON() : err, err));

/** Serves subscriptions (graphql-transport-ws) at /graphql on an HTTP server. */
export const serveSubscriptions = <Context extends object>({
  server,
  schema,
  tokens,
  contextFor,
  log,
}: SubscriptionOptions<Context>) => {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_MESSAGE_BYTES });
  sockets.on('error', (err) => log.error({ err }, 'the WebSocket server failed'));
  const connection = useServer(
    {
      schema,
      context: async (_connection, _id, payload) => {
        const viewer = await tokens.verify(tokenIn(payload.extensions));
        return contextFor(viewer, newId());
      },
      onSubscribe: async (_connection, _id, payload) => {
        const isTrusted = await tokens.verify(tokenIn(payload.extensions)).then(
          () => true,
          () => false,
        );
        return isTrusted ? undefined : [unauthenticated('Only the gateway may subscribe here.')];
      },
      onError: (_connection, _id, _payload, errors) => format(log, errors),
      onNext: (_connection, _id, _payload, _args, result) =>
        result.errors ? ({ ...result, errors: format(log, result.errors) } as FormattedExecutionResult) : undefined,
    },
    sockets,
  );
  return { close: async () => connection.dispose() };
};
