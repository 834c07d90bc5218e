import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from '../security/viewer.ts';
import { IDEMPOTENCY_BODY_HEADER, IDEMPOTENCY_KEY_HEADER, isIdempotencyKey } from './headers.ts';

/** What a request is remembered by. A key is its caller's own: somebody else's is another, also where it reads the same. */
export interface KeyedRequest {
  readonly caller: string;
  readonly key: string;
  readonly bodyHash: string;
}

const BODY_HASH = /^[0-9a-f]{64}$/;

const callerOf = (viewer: Viewer): string => {
  switch (viewer.kind) {
    case 'user':
      return `user:${viewer.id}`;
    case 'service':
      return `service:${viewer.name}`;
    case 'anonymous':
      return 'anonymous';
  }
};

/** The key of a request from the gateway, which has checked it; undefined where the client sent none. */
export const keyedRequestIn = (headers: IncomingHttpHeaders, viewer: Viewer): KeyedRequest | undefined => {
  const key = headers[IDEMPOTENCY_KEY_HEADER];
  if (key === undefined) return undefined;
  const bodyHash = headers[IDEMPOTENCY_BODY_HEADER];
  if (typeof key !== 'string' || !isIdempotencyKey(key)) throw new Error('an idempotency key came in unchecked');
  if (typeof bodyHash !== 'string' || !BODY_HASH.test(bodyHash)) {
    throw new Error('an idempotency key came without the hash of its request');
  }
  return { caller: callerOf(viewer), key, bodyHash };
};
