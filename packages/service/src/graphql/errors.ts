import { unwrapResolverError } from '@apollo/server/errors';
import type { ValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../log.ts';
import { isOutage } from './outages.ts';

/** What a client can be told in `extensions.code`. Anything else is INTERNAL. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'IDEMPOTENCY_CONFLICT'
  | 'IDEMPOTENCY_IN_FLIGHT'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_TIMEOUT';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

const failure = (code: ErrorCode, message: string, more: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...more } });

/** The caller must change the request: which field, and why. */
export const badUserInput = (...fields: readonly FieldProblem[]): GraphQLError =>
  failure('BAD_USER_INPUT', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), { fields });
export const unauthenticated = (message = 'Log in first.'): GraphQLError => failure('UNAUTHENTICATED', message);
export const forbidden = (message = 'You may not do this.'): GraphQLError => failure('FORBIDDEN', message);
export const notFound = (what: string): GraphQLError => failure('NOT_FOUND', `There is no such ${what}.`);
export const unavailable = (what: string): GraphQLError =>
  failure('SUBGRAPH_UNAVAILABLE', `The ${what} service cannot answer right now. Try again in a moment.`);

/** The idempotency key of the request has been used for another one. Nothing is done. */
export const idempotencyConflict = (): GraphQLError =>
  failure('IDEMPOTENCY_CONFLICT', 'This idempotency key was used for another request. Take a new one.');
/** The same request, under the same idempotency key, is being worked on. Nothing is done a second time. */
export const idempotencyInFlight = (): GraphQLError =>
  failure('IDEMPOTENCY_IN_FLIGHT', 'A request with this idempotency key is under way. Try again in a moment.', {
    retryable: true,
  });

const PUBLIC_CODES = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'RATE_LIMITED',
  'IDEMPOTENCY_CONFLICT',
  'IDEMPOTENCY_IN_FLIGHT',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

const isArgumentError = (err: unknown): err is { validationErrors: ValidationError[] } =>
  Array.isArray((err as { extensions?: { validationErrors?: unknown } } | null)?.extensions?.validationErrors) ||
  Array.isArray((err as { validationErrors?: unknown } | null)?.validationErrors);

const problemsOf = (errors: readonly ValidationError[], path: readonly string[] = []): FieldProblem[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => [
    ...Object.values(constraints).map((message) => ({ field: [...path, property].join('.'), message })),
    ...problemsOf(children, [...path, property]),
  ]);

const fieldProblems = (err: unknown): FieldProblem[] => {
  const holder = err as { validationErrors?: ValidationError[]; extensions?: { validationErrors?: ValidationError[] } };
  return problemsOf(holder.validationErrors ?? holder.extensions?.validationErrors ?? []);
};

const place = ({ path, locations }: GraphQLFormattedError): Partial<GraphQLFormattedError> => ({
  ...(path ? { path } : {}),
  ...(locations ? { locations } : {}),
});

/** Makes the errors of a server fit for clients: a stable code, the fields at fault, and no word of our insides. */
export const makeErrorFormatter =
  (log: Logger) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    if (isArgumentError(original)) {
      const { message, extensions } = badUserInput(...fieldProblems(original));
      return { message, extensions, ...place(formatted) };
    }
    const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
    if (PUBLIC_CODES.has(String(extensions['code'])))
      return { message: formatted.message, extensions, ...place(formatted) };
    if (isOutage(original)) {
      log.warn({ err: original, path: formatted.path }, 'a store is away');
      return {
        message: 'This service cannot answer right now. Try again in a moment.',
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
        ...place(formatted),
      };
    }
    log.error({ err: original, path: formatted.path }, 'a resolver failed');
    return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' }, ...place(formatted) };
  };
