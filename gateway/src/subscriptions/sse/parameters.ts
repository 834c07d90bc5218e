import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { badRequest, unsupportedMediaType } from '../../errors/refusals.ts';
import type { OperationPayload } from '../operations.ts';

const anObject = z.record(z.string(), z.unknown()).nullish();
const parameters = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: anObject,
  extensions: anObject,
});

const parsed = (given: unknown): OperationPayload => {
  const { data, error } = parameters.safeParse(given);
  if (data) return data;
  const wrong = [...new Set(error.issues.map(({ path }) => path[0] ?? 'the body'))].join(', ');
  throw badRequest(`The request is not one of GraphQL over HTTP: look at ${wrong}.`);
};

const fromJson = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`"${name}" is not JSON.`);
  }
};

/** Reads an operation by the rules of GraphQL over HTTP. Throws a GraphQLError. */
export const parametersOf = ({ method, query, headers, body }: FastifyRequest): OperationPayload => {
  if (method === 'GET') {
    const { variables, extensions, ...plain } = query as Record<string, unknown>;
    const read = (name: string, text: unknown) => (typeof text === 'string' && text ? fromJson(name, text) : text);
    return parsed({ ...plain, variables: read('variables', variables), extensions: read('extensions', extensions) });
  }
  if (!headers['content-type']?.toLowerCase().includes('json')) throw unsupportedMediaType();
  return parsed(body);
};
