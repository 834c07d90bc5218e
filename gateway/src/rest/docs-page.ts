import type { HttpServer } from '@cardstock/service/core';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.ts';
import type { OpenApiDocument } from './openapi/document.ts';

interface DocsOptions {
  readonly config: Pick<GatewayConfig, 'REST_DOCS' | 'NODE_ENV'>;
  readonly documentFor: (request: FastifyRequest) => OpenApiDocument;
}

/** Files and connections of this host only. Swagger UI sets styles by itself, so styles may be inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const isWanted = ({ REST_DOCS, NODE_ENV }: DocsOptions['config']): boolean =>
  REST_DOCS === 'on' || (REST_DOCS === 'auto' && NODE_ENV !== 'production');

/** Serves Swagger UI at /docs from files of the package, over the document of the graph of the moment. */
export const addDocsPage = async (scope: HttpServer, { config, documentFor }: DocsOptions): Promise<void> => {
  if (!isWanted(config)) return;
  // What it is given here is never shown: the graph may change, and the address with the request.
  await scope.register(swagger, { mode: 'static', specification: { document: { openapi: '3.1.0' } as never } });
  await scope.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CONTENT_SECURITY_POLICY,
    theme: { title: 'Cardstock REST API' },
    uiConfig: { defaultModelsExpandDepth: 0, docExpansion: 'list', tryItOutEnabled: true },
    uiHooks: {
      // Its addresses are relative to a folder, so that it works below any path.
      onRequest: (request, reply, done) => {
        if (/\/docs(\?|$)/.test(request.url)) void reply.redirect('docs/');
        else done();
      },
    },
    transformSpecification: (_document, request) => documentFor(request) as never,
    transformSpecificationClone: false,
  });
};
