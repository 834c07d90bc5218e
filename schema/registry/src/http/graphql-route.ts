import type { HttpServer, Logger } from '@cardstock/service/core';
import type { FastifyRequest } from 'fastify';
import {
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import type { Access, Caller } from '../application/access.ts';
import { makeErrorFormatter } from '../graphql/errors.ts';
import type { RequestContext } from '../graphql/module.ts';
import { makeDocuments } from './document.ts';

interface RouteOptions {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly accessOf: (caller: Caller) => Access;
  readonly log: Logger;
}

const body = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

export const callerOf = (request: FastifyRequest): Caller => ({
  key: headerOf(request, 'x-api-key'),
  address: request.ip,
});

type Format = (error: GraphQLError, requestId: string) => GraphQLFormattedError;

/** An empty list of errors is a failure to Rover, so there is none. */
const replyOf = ({ data, errors }: ExecutionResult, requestId: string, format: Format): FormattedExecutionResult => ({
  data: data ?? null,
  ...(errors?.length ? { errors: errors.map((error) => format(error, requestId)) } : {}),
});

/**
 * GraphQL for Rover, or for gateways. Whatever happens, the answer has status 200: Rover repeats a request that is refused by any other
 * one for half a minute, and does not show what its body says.
 */
export const addGraphqlRoute = (http: HttpServer, { path, schema, accessOf, log }: RouteOptions): void => {
  const format = makeErrorFormatter(log);
  const documentOf = makeDocuments(schema);
  const answer = async (request: FastifyRequest): Promise<FormattedExecutionResult> => {
    const { query, operationName, variables } = body.parse(request.body);
    const { document, errors } = documentOf(query);
    if (!document) return replyOf({ errors }, request.id, format);
    const caller = callerOf(request);
    const contextValue: RequestContext = {
      access: accessOf(caller),
      address: caller.address,
      requestId: request.id,
    };
    const result = await execute({ schema, document, contextValue, variableValues: variables, operationName });
    return replyOf(result, request.id, format);
  };
  void http.register(async (route) => {
    route.setErrorHandler((err: Error & { statusCode?: number }, request, reply) => {
      const isOurs = !(err instanceof z.ZodError) && (err.statusCode ?? 500) >= 500;
      if (isOurs) request.log.error({ err }, 'a request failed');
      const message = err instanceof z.ZodError ? 'The request is no GraphQL request in JSON.' : err.message;
      const shown = isOurs ? `Something went wrong on our side. (request ${request.id})` : message;
      return reply
        .code(200)
        .send({ data: null, errors: [{ message: shown, extensions: { code: isOurs ? 'INTERNAL' : 'BAD_REQUEST' } }] });
    });
    route.post(path, async (request, reply) => reply.type('application/json').send(await answer(request)));
  });
};
