import type { IncomingMessage } from 'node:http';
import { IDEMPOTENCY_KEY_HEADER, TIMEOUT_HEADER } from '@cardstock/service/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ClientAuth } from '../auth/client-auth.ts';
import type { GatewayContext } from '../context.ts';
import { deadlineOf } from '../deadline/deadline.ts';
import { clientWishIn } from '../response-cache/freshness.ts';
import { clientIn } from '../usage/client.ts';

interface ContextOptions {
  readonly auth: ClientAuth;
  /** Where a client is. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** What an operation may take, in milliseconds. */
  readonly maxMs: number;
}

/**
 * What an operation that came over HTTP runs with. Throws a GraphQLError where the token or a header is none
 * (UNAUTHENTICATED, BAD_REQUEST), or the token cannot be checked (SUBGRAPH_UNAVAILABLE).
 */
export type RequestContext = (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;

/** Fires when the client goes away before it has its answer. */
const goneSignal = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
};

export const makeRequestContext =
  ({ auth, addressOf, maxMs }: ContextOptions): RequestContext =>
  async (request, reply) => ({
    clientWish: clientWishIn(request.headers['cache-control']),
    freshness: {},
    deadlineAt: deadlineOf(request.headers[TIMEOUT_HEADER], maxMs),
    viewer: (await auth(request.headers.authorization)).viewer,
    address: addressOf(request.raw),
    requestId: request.id,
    idempotencyKey: request.headers[IDEMPOTENCY_KEY_HEADER]?.toString(),
    client: clientIn(request.headers),
    signal: goneSignal(reply),
  });
