import type { IncomingMessage } from 'node:http';
import type { HttpServer } from '@cardstock/service/core';
import { rateLimitHeaders, TOO_MANY } from './rate-limited.ts';
import type { RateLimits } from './rate-limits.ts';

interface FloodOptions {
  readonly rateLimits: RateLimits;
  readonly addressOf: (request: IncomingMessage) => string;
}

const NEVER_REFUSED = /^\/(health\/|metrics$)/;

/** Refuses an address that sends more requests than anybody needs, before anything of them is read. */
export const refuseFloods = (http: HttpServer, { rateLimits, addressOf }: FloodOptions): void => {
  http.addHook('onRequest', async (request, reply) => {
    if (NEVER_REFUSED.test(request.url)) return;
    const taken = await rateLimits.takeRequest(addressOf(request.raw));
    if (taken.isAllowed) return;
    void reply.headers(rateLimitHeaders(taken));
    // Each part of the API says so in its own shape.
    throw Object.assign(new Error(TOO_MANY), { statusCode: 429, code: 'RATE_LIMITED' });
  });
};
