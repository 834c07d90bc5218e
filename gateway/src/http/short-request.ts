import type { GraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { isRecord } from '../is-record.ts';

const JSON_BODY = new Set(['application/json', 'application/json; charset=utf-8', 'application/json;charset=utf-8']);
/** What lets Apollo Server answer with `application/json`. */
const JSON_WANTED = new Set([
  undefined,
  '*/*',
  'application/json',
  'application/json, */*',
  'application/json, text/plain, */*',
]);

const isNothing = (value: unknown): boolean => value === undefined || value === null;

/** The request, where it is of the plain kind that needs no more looking at; Apollo Server judges every other. */
export const plainRequest = ({
  method,
  headers,
  body,
}: FastifyRequest): (GraphQLRequest & { query: string }) | undefined => {
  if (method !== 'POST' || !JSON_BODY.has(headers['content-type'] ?? '') || !JSON_WANTED.has(headers.accept))
    return undefined;
  if (!isRecord(body)) return undefined;
  const { query, variables, operationName, extensions } = body;
  if (typeof query !== 'string' || !isNothing(extensions)) return undefined;
  if (!isNothing(variables) && !isRecord(variables)) return undefined;
  if (!isNothing(operationName) && typeof operationName !== 'string') return undefined;
  return {
    query,
    ...(isRecord(variables) ? { variables } : {}),
    ...(typeof operationName === 'string' ? { operationName } : {}),
  };
};
