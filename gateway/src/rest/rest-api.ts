import { codeOfStatus, type HttpServer } from '@cardstock/service/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { GatewayConfig } from '../config.ts';
import type { Graph } from '../graph/graph.ts';
import { addDocsPage } from './docs-page.ts';
import { loadEndpoints } from './documents.ts';
import { BASE_PATH, ENDPOINTS, type Endpoint } from './endpoints.ts';
import { makeOffered } from './offered.ts';
import { makeOpenApiOf } from './openapi/document.ts';
import { problem } from './problem.ts';
import { problemOfThrown } from './problems.ts';
import { type EndpointOptions, send, serveEndpoint } from './serve-endpoint.ts';

interface RestOptions extends EndpointOptions {
  readonly config: Pick<GatewayConfig, 'REST_API' | 'REST_DOCS' | 'REST_DOCUMENTS' | 'NODE_ENV'>;
  readonly graph: () => Graph;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const PATHS = [...new Set(ENDPOINTS.map(({ path }) => path))];

const asRoute = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const answerNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const detail = `There is nothing at ${request.method} here.`;
  return send(problem({ status: 404, code: 'NOT_FOUND', detail, requestId: request.id }), request, reply);
};

/** What is thrown before, or instead of, an answer. Whatever is no refusal goes on to the server's own handler. */
const answerError = (err: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const requestId = request.id;
  if (err instanceof GraphQLError) return send(problemOfThrown(err, { requestId }), request, reply);
  const { statusCode: status = 500, message: detail } = err;
  if (status < 500) return send(problem({ status, code: codeOfStatus(status), detail, requestId }), request, reply);
  request.log.error({ err }, 'a request failed');
  const said = 'Something went wrong on our side.';
  return send(problem({ status: 500, code: 'INTERNAL', detail: said, requestId }), request, reply);
};

/** Says which methods a path has to whoever uses another one. */
const addOtherMethods = (scope: HttpServer, path: string): void => {
  const allowed = ENDPOINTS.filter((endpoint) => endpoint.path === path).map(({ method }) => method as string);
  const known = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  scope.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url: asRoute(path),
    // Before the body is read, which may be of any type.
    onRequest: (request, reply) => {
      const detail = `Send it with ${known.join(' or ')}.`;
      const refusal = problem({ status: 405, code: 'BAD_REQUEST', detail, requestId: request.id });
      send({ ...refusal, headers: { ...refusal.headers, allow: known.join(', ') } }, request, reply);
    },
    handler: answerNotFound,
  });
};

/**
 * Serves the REST API: each endpoint is a document of ours, run like those of other clients, with the same limits. What a
 * graph does not have is not there. Throws where a document is missing.
 */
export const addRestApi = async (http: HttpServer, options: RestOptions): Promise<void> => {
  const { config, graph, addressOf, log } = options;
  if (config.REST_API === 'off') return;
  const offered = makeOffered(await loadEndpoints(config.REST_DOCUMENTS), log);
  const openApiOf = makeOpenApiOf((current) => [...offered(current).values()]);
  const documentFor = ({ headers }: FastifyRequest) => openApiOf(graph(), addressOf(headers));
  const serve = (endpoint: Endpoint) => (request: FastifyRequest, reply: FastifyReply) => {
    const bound = offered(graph()).get(endpoint);
    return bound ? serveEndpoint(bound, request, reply, options) : answerNotFound(request, reply);
  };
  await http.register(
    async (scope) => {
      scope.removeContentTypeParser('text/plain');
      scope.setErrorHandler(answerError);
      scope.setNotFoundHandler(answerNotFound);
      for (const endpoint of ENDPOINTS) {
        scope.route({ method: endpoint.method, url: asRoute(endpoint.path), handler: serve(endpoint) });
      }
      for (const path of PATHS) addOtherMethods(scope, path);
      scope.get('/openapi.json', async (request, reply) => {
        void reply.header('cache-control', 'no-cache');
        return documentFor(request);
      });
      await addDocsPage(scope, { config, documentFor });
    },
    { prefix: BASE_PATH },
  );
};
