import type { HttpServer } from '@cardstock/service/core';
import helmet from '@fastify/helmet';
import type { GatewayConfig } from '../config.ts';

/** Answers are data: a browser that shows one as a page runs, loads and frames nothing. */
const NOTHING = ["'none'"];
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: { defaultSrc: NOTHING, baseUri: NOTHING, formAction: NOTHING, frameAncestors: NOTHING },
};

/**
 * Sends with every answer what keeps browsers from making something else of it. Pages of ours have a content security
 * policy of their own. Pages of other origins read answers by CORS, which the resource policy leaves alone.
 */
export const addSecurityHeaders = async (
  http: HttpServer,
  { HSTS_SECONDS }: Pick<GatewayConfig, 'HSTS_SECONDS'>,
): Promise<void> => {
  await http.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    frameguard: { action: 'deny' },
    hsts: HSTS_SECONDS > 0 ? { maxAge: HSTS_SECONDS, includeSubDomains: false } : false,
  });
};
