import type { HttpServer } from '@cardstock/service/core';

const ALLOWED_HEADERS =
  'authorization, cache-control, content-type, apollo-require-preflight, x-request-id, x-request-timeout-ms, idempotency-key, if-none-match, last-event-id, x-graphql-event-stream-token, apollographql-client-name, apollographql-client-version';
/** What pages may read of an answer. */
const EXPOSED_HEADERS =
  'x-request-id, age, cache-status, etag, link, location, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset, ratelimit-policy';
const REMEMBER_S = '600';

/** Lets pages of the listed web origins call from a browser; no other origin gets a CORS header. */
export const addCors = (http: HttpServer, origins: readonly string[]): void => {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  http.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (allowed.size > 0) reply.header('vary', 'origin');
    if (!origin || !allowed.has(origin)) return;
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED_HEADERS);
    if (request.method !== 'OPTIONS') return;
    reply
      .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', REMEMBER_S);
    await reply.code(204).send();
  });
};
