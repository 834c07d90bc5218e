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
    const error = { message: TOO_MANY, extensions: { code: 'RATE_LIMITED', requestId: request.id } };
    await reply
      .code(429)
      .headers(rateLimitHeaders(taken))
      .send({ errors: [error] });
  });
};
