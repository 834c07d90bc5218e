import type { GraphQLResponse } from '@apollo/server';
import type { Logger } from '@cardstock/service/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import { JsonText } from '../execution/json-text.ts';
import type { PublicAddressOf } from '../http/public-address.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { RunDocument } from '../http/run-document.ts';
import { isRecord } from '../is-record.ts';
import type { Answer } from './answer.ts';
import type { BoundEndpoint } from './bind-endpoints.ts';
import { findResource, isFound } from './find-resource.ts';
import { KEY_HEADER } from './inputs.ts';
import { isJson, takesJson } from './negotiate.ts';
import { problem } from './problem.ts';
import { badInput, isUnforeseen, unauthenticated } from './problems.ts';
import { readInputs } from './read-inputs.ts';
import { isKnown, success } from './success.ts';

export interface EndpointOptions {
  readonly run: RunDocument;
  readonly contextOf: RequestContext;
  readonly addressOf: PublicAddressOf;
  readonly log: Logger;
}

type Values = Readonly<Record<string, unknown>>;

/** What keeps a request from being looked at: the form that it comes in, or that it asks for. */
const refusedForm = ({ inputs }: BoundEndpoint, { id, headers, body }: FastifyRequest): Answer | undefined => {
  const refuse = (status: number, code: string, detail: string) => problem({ status, code, detail, requestId: id });
  if (!takesJson(headers.accept)) return refuse(406, 'BAD_REQUEST', 'The answer is application/json.');
  if (!inputs.some((input) => input.in === 'body')) return undefined;
  if (!isJson(headers['content-type'])) {
    return refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
  }
  return isRecord(body) ? undefined : refuse(400, 'BAD_REQUEST', 'The body must be a JSON object.');
};

const givenBy = ({ query, params, headers, body }: FastifyRequest) => ({
  query: query as Values,
  path: params as Values,
  header: headers,
  body: isRecord(body) ? body : {},
});

/** The key that a document takes as an argument is the business of its subgraph alone. */
const hasOwnKey = ({ inputs }: BoundEndpoint): boolean => inputs.some(({ name }) => name === KEY_HEADER);

const UNSENT = new Set(['content-type', 'content-length']);

/** What the graph's answer says over HTTP. That it must not be stored is what Apollo Server says of all that it is not told about. */
const headersOf = ({ http }: GraphQLResponse): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...http.headers].filter(
      ([name, value]) => !UNSENT.has(name) && !(name === 'cache-control' && value === 'no-store'),
    ),
  );

/** A stored answer comes as text; here it is taken apart. */
const asData = (result: FormattedExecutionResult): FormattedExecutionResult => {
  const data: unknown = result.data;
  return data instanceof JsonText ? { ...result, data: JSON.parse(data.text) } : result;
};

interface Served {
  readonly bound: BoundEndpoint;
  readonly request: FastifyRequest;
  readonly options: EndpointOptions;
}

/** What the graph's answer is over REST. */
const answerOf = (response: GraphQLResponse, { bound, request, options }: Served): Answer => {
  const { id: requestId, url } = request;
  if (response.body.kind !== 'single') throw new Error('an answer came in parts that nobody asked for');
  const result = asData(response.body.singleResult);
  const headers = headersOf(response);
  const outcome = findResource({ bound, result, requestId });
  if (isFound(outcome)) return success(outcome, { bound, url, address: options.addressOf(request.headers), headers });
  const errors = (result.errors ?? []).filter(isUnforeseen);
  if (errors.length > 0) options.log.error({ requestId, errors }, 'the document of an endpoint was refused');
  return { ...outcome, headers: { ...headers, ...outcome.headers } };
};

/** Answers one request. Throws a GraphQLError where the client's token or a header is none. */
const answer = async (served: Served, reply: FastifyReply): Promise<Answer> => {
  const { bound, request, options } = served;
  const refused = refusedForm(bound, request);
  if (refused) return refused;
  const context = await options.contextOf(request, reply);
  if (bound.endpoint.needsLogin && context.viewer.kind === 'anonymous') return unauthenticated(request.id);
  const read = readInputs(bound.inputs, givenBy(request));
  if ('problems' in read) return badInput(read.problems, request.id);
  const asked = { query: bound.source, variables: read.variables };
  const response = await options.run(asked, hasOwnKey(bound) ? { ...context, idempotencyKey: undefined } : context);
  return answerOf(response, served);
};

/** Sends an answer, or word that the client has it already. */
export const send = ({ status, headers, body }: Answer, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  void reply.code(status).headers(headers);
  if (status === 200 && isKnown(headers['etag'], request.headers['if-none-match'])) {
    return reply.code(304).removeHeader('content-type').send();
  }
  return reply.send(`${JSON.stringify(body)}\n`);
};

/** Runs the document of an endpoint and sends what came of it. */
export const serveEndpoint = async (
  bound: BoundEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  options: EndpointOptions,
): Promise<FastifyReply> => send(await answer({ bound, request, options }, reply), request, reply);
