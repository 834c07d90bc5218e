import type { GraphQLDataSource } from '@apollo/gateway';
import { CACHE_TAGS_HEADER, INTERNAL_HEADER, type InternalTokens, TIMEOUT_HEADER } from '@cardstock/service/core';
import type { GatewayContext } from '../context.ts';
import { headersOfKey } from '../idempotency/forwarded-key.ts';
import type { CallLimit } from './call-limit.ts';

export type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];

/** The joins after a mutation are reads. */
export const isRead = ({ request }: ProcessOptions): boolean => !request.query?.startsWith('mutation');

/** The body of a fetch. */
export const bodyOf = ({ request: { query, variables, operationName } }: ProcessOptions): object => ({
  query,
  variables,
  operationName,
});

/** In whose name a fetch is made, of which request it is a part, and how long it may take, or under which key it is done once. */
export const headersFor = async (
  asked: ProcessOptions,
  tokens: InternalTokens,
  limit: CallLimit,
): Promise<Record<string, string>> => {
  const { viewer, requestId, reads } = asked.context as GatewayContext;
  const always = { [INTERNAL_HEADER]: await tokens.sign(viewer), 'x-request-id': requestId };
  if (isRead(asked)) {
    const tags = reads?.mark === undefined ? {} : { [CACHE_TAGS_HEADER]: 'wanted' };
    return { ...always, ...tags, [TIMEOUT_HEADER]: String(Math.ceil(limit.leftMs)) };
  }
  if (asked.kind !== 'incoming operation') return always;
  return { ...always, ...headersOfKey(asked.context as GatewayContext, asked.incomingRequestContext) };
};
