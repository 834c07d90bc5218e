import { IDEMPOTENCY_KEY_HEADER } from '@cardstock/service/core';
import type { FastifyRequest } from 'fastify';
import type { ClientAuth } from '../../auth/client-auth.ts';
import { tooManyConnections, unauthenticated } from '../../errors/refusals.ts';
import { clientIn } from '../../usage/client.ts';
import type { ConnectionLimits, Release } from '../connection-limits.ts';
import type { Operations } from '../operations.ts';
import type { Streams } from './streams.ts';

export interface StreamOptions {
  readonly operations: Operations;
  readonly auth: ClientAuth;
  readonly limits: ConnectionLimits;
  readonly maxOperations: number;
  /** Where a client is. */
  readonly addressOf: (request: FastifyRequest['raw']) => string;
  readonly streams: Streams;
}

/** Who sent a request, and what an operation in it runs with. */
export interface Caller {
  readonly context: Parameters<Operations['choose']>[1];
  /** When the login ends, in milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** Throws a GraphQLError: UNAUTHENTICATED or SUBGRAPH_UNAVAILABLE. */
export const callerOf = async (request: FastifyRequest, { auth, addressOf }: StreamOptions): Promise<Caller> => {
  const { viewer, expiresAt } = await auth(request.headers.authorization);
  const idempotencyKey = request.headers[IDEMPOTENCY_KEY_HEADER]?.toString();
  const client = clientIn(request.headers);
  const context = { viewer, address: addressOf(request.raw), requestId: request.id, idempotencyKey, client };
  return { context, expiresAt };
};

/** Takes a place for a stream. Throws a GraphQLError (TOO_MANY_CONNECTIONS). */
export const takePlace = ({ context }: Caller, limits: ConnectionLimits): Release => {
  const ofAddress = limits.takeForAddress(context.address);
  const ofViewer = ofAddress && limits.takeForViewer(context.viewer);
  if (!ofViewer) {
    ofAddress?.();
    throw tooManyConnections();
  }
  return () => {
    ofAddress();
    ofViewer();
  };
};

export const tokenExpired = () => unauthenticated('The access token has expired. Refresh the session.');
