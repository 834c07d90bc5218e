import type { GraphQLDataSource } from '@apollo/gateway';
import { IDEMPOTENCY_BODY_HEADER, IDEMPOTENCY_KEY_HEADER } from '@cardstock/service/core';
import type { GatewayContext } from '../context.ts';
import { bodyHashOf } from './body-hash.ts';

type Incoming = Extract<
  Parameters<GraphQLDataSource['process']>[0],
  { incomingRequestContext: unknown }
>['incomingRequestContext'];

/** What tells a subgraph that a mutation may be a repetition, and of what; nothing where the client sent no key. */
export const headersOfKey = (
  { idempotencyKey }: GatewayContext,
  { document, operation, request }: Incoming,
): Record<string, string> => {
  if (idempotencyKey === undefined) return {};
  const body = bodyHashOf({ document, operation, variables: request.variables ?? {} });
  return { [IDEMPOTENCY_KEY_HEADER]: idempotencyKey, [IDEMPOTENCY_BODY_HEADER]: body };
};
