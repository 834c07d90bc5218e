import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type HttpServer, IDEMPOTENCY_KEY_HEADER } from '@cardstock/service/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ClientAuth } from '../auth/client-auth.ts';
import type { GatewayContext } from '../context.ts';
import type { RequireReadable } from '../limits/require-readable.ts';

interface RouteOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly auth: ClientAuth;
  readonly path: string;
  /** Where a client is. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly requireReadable: RequireReadable;
}

/** Fires when the client goes away before it has its answer. */
const goneSignal = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
};

/** The document in a request; nothing where it is only named by its hash, or where the request is none. */
const sourceIn = ({ method, query, body }: FastifyRequest): string | undefined => {
  const given = (method === 'GET' ? query : body) as { query?: unknown } | null | undefined;
  return typeof given?.query === 'string' ? given.query : undefined;
};

const REFUSED_BODY: Readonly<Record<number, string>> = { 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' };

/** What the HTTP server refuses before GraphQL sees it, in the shape and with the codes of GraphQL. */
const answerHttpError = (err: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const status = err.statusCode ?? 500;
  if (status >= 500) throw err;
  const code = REFUSED_BODY[status] ?? 'BAD_REQUEST';
  return reply.code(status).send({ errors: [{ message: err.message, extensions: { code, requestId: request.id } }] });
};

/** Queries (GET, POST) and mutations (POST) over HTTP. */
export const addGraphqlRoute = (
  http: HttpServer,
  { apollo, auth, path, addressOf, requireReadable }: RouteOptions,
): void => {
  http.route({
    method: ['GET', 'POST'],
    url: path,
    errorHandler: answerHttpError,
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply): Promise<GatewayContext> => {
        const source = sourceIn(request);
        if (source !== undefined) requireReadable(source);
        const { viewer } = await auth(request.headers.authorization);
        const idempotencyKey = request.headers[IDEMPOTENCY_KEY_HEADER]?.toString();
        const address = addressOf(request.raw);
        return { viewer, address, requestId: request.id, idempotencyKey, signal: goneSignal(reply) };
      },
    }),
  });
};
