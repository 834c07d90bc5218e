import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Taken } from './token-bucket.ts';

const secondsOf = ({ resetAfterMs }: Taken): number => Math.ceil(resetAfterMs / 1_000);

/** What a client needs to pace itself: draft-ietf-httpapi-ratelimit-headers, in the form that is most widely understood. */
export const rateLimitHeaders = (taken: Taken): Readonly<Record<string, string>> => ({
  'ratelimit-limit': String(taken.limit),
  'ratelimit-remaining': String(taken.remaining),
  'ratelimit-reset': String(secondsOf(taken)),
  'ratelimit-policy': `${taken.limit};w=60`,
  ...(taken.isAllowed ? {} : { 'retry-after': String(Math.max(1, secondsOf(taken))) }),
});

const asHeaders = (taken: Taken): HeaderMap => {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(rateLimitHeaders(taken))) headers.set(name, value);
  return headers;
};

export const TOO_MANY = 'Too many requests. Slow down, and try again later.';

/** The refusal of an operation: RATE_LIMITED, with the seconds after which it would be taken. */
export const rateLimited = (taken: Taken): GraphQLError =>
  new GraphQLError(TOO_MANY, {
    extensions: {
      code: 'RATE_LIMITED',
      retryAfterSeconds: Math.max(1, secondsOf(taken)),
      http: { status: 429, headers: asHeaders(taken) },
    },
  });
