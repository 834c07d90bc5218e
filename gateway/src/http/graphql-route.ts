import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { codeOfStatus, type HttpServer } from '@cardstock/service/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { RequireReadable } from '../limits/require-readable.ts';
import { answerText } from './answer-text.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { RequestContext } from './request-context.ts';
import { plainRequest } from './short-request.ts';
import type { AnswerShortly, ShortRequest } from './short-way.ts';

interface RouteOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly path: string;
  readonly contextOf: RequestContext;
  readonly requireReadable: RequireReadable;
  readonly graph: () => Graph;
  readonly knownDocuments: KnownDocuments;
  readonly answerShortly: AnswerShortly;
}

/** The document in a request; nothing where it is only named by its hash, or where the request is none. */
const sourceIn = ({ method, query, body }: FastifyRequest): string | undefined => {
  const given = (method === 'GET' ? query : body) as { query?: unknown } | null | undefined;
  return typeof given?.query === 'string' ? given.query : undefined;
};

/** What the HTTP server refuses before GraphQL sees it, in the shape and with the codes of GraphQL. */
const answerHttpError = (err: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const status = err.statusCode ?? 500;
  if (status >= 500) throw err;
  const code = codeOfStatus(status);
  return reply.code(status).send({ errors: [{ message: err.message, extensions: { code, requestId: request.id } }] });
};

const contextWith =
  ({ contextOf, requireReadable }: RouteOptions): RequestContext =>
  async (request, reply) => {
    const source = sourceIn(request);
    if (source !== undefined) requireReadable(source);
    return contextOf(request, reply);
  };

/** Why there is no viewer, Apollo Server says, in its way of saying it. A defect is none of its business. */
const unlessRefused = (err: unknown): undefined => {
  if (!(err instanceof GraphQLError)) throw err;
};

/** The head of a request as Apollo Server has it; the headers are copied only where somebody reads them. */
const headOf = ({ headers, body }: FastifyRequest): HTTPGraphQLRequest => ({
  method: 'POST',
  search: '',
  body,
  get headers() {
    return new HeaderMap(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  },
});

/** The request for a document that is known to be valid, in the name of a viewer who is known; undefined for all others. */
const shortRequest = async (
  request: FastifyRequest,
  reply: FastifyReply,
  {
    graph: currentGraph,
    knownDocuments,
    contextOf,
  }: Pick<RouteOptions, 'graph' | 'knownDocuments'> & { contextOf: RequestContext },
): Promise<ShortRequest | undefined> => {
  const plain = plainRequest(request);
  if (!plain) return undefined;
  const graph = currentGraph();
  const known = knownDocuments.find(plain.query, graph.clientSchema);
  const context = known && (await contextOf(request, reply).catch(unlessRefused));
  if (!known || !context) return undefined;
  return { graph, known, context, request: { ...plain, http: headOf(request) } };
};

/** Queries (GET, POST) and mutations (POST) over HTTP. */
export const addGraphqlRoute = (http: HttpServer, options: RouteOptions): void => {
  const contextOf = contextWith(options);
  const anyRequest = fastifyApolloHandler(options.apollo, { context: contextOf });
  http.route({
    method: ['GET', 'POST'],
    url: options.path,
    errorHandler: answerHttpError,
    handler: async function handle(request, reply) {
      const short = await shortRequest(request, reply, { ...options, contextOf });
      if (!short) return anyRequest.call(this, request, reply);
      const { http: head, body } = await options.answerShortly(short);
      if (body.kind !== 'single') throw new Error('an answer came in parts that nobody asked for');
      void reply.code(head.status ?? 200);
      void reply.header('cache-control', 'no-store');
      for (const [name, value] of head.headers) void reply.header(name, value);
      void reply.header('content-type', 'application/json; charset=utf-8');
      return `${answerText(body.singleResult)}\n`;
    },
  });
};
