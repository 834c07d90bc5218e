import { createHash } from 'node:crypto';
import type { Books, StoredReply } from './books.ts';
import { invalidRequest, StripeError } from './stripe-error.ts';

const MAX_KEY_LENGTH = 255;

/** What makes two requests the same: their path and their parameters in any order. */
export const fingerprintOf = (path: string, body: string): string => {
  const parameters = new URLSearchParams(body);
  parameters.sort();
  return createHash('sha256').update(`${path}\n${parameters}`).digest('hex');
};

const misused = (message: string) => new StripeError(400, { type: 'idempotency_error', message });

export interface KeyedRequest {
  key: string;
  path: string;
  fingerprint: string;
}

/** The reply that this key was given earlier, if it was; the same key for another request is refused. */
export const earlierReply = (
  books: Books,
  { key, path, fingerprint }: KeyedRequest,
  now: Date,
): StoredReply | undefined => {
  if (key.length > MAX_KEY_LENGTH)
    throw invalidRequest(`Idempotency keys may have ${MAX_KEY_LENGTH} characters at most.`);
  const stored = books.replyFor(key, now);
  if (stored === undefined || stored.fingerprint === fingerprint) return stored;
  if (stored.path !== path) {
    throw misused(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${stored.path}' vs '${path}'). ` +
        `Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  throw misused(
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  );
};
