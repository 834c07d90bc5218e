import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Answer } from './answer.ts';
import type { Input } from './inputs.ts';
import { problem } from './problem.ts';
import { type FieldProblem, nameAsGiven } from './read-inputs.ts';
import type { Refusal } from './result.ts';
import { RETRY_AFTER_S, STATUS_OF_CODE, statusOfRefusal } from './statuses.ts';

type Values = Readonly<Record<string, unknown>>;

const retryAfter = (code: string, { retryAfterSeconds }: Values): Readonly<Record<string, string>> => {
  const seconds = typeof retryAfterSeconds === 'number' ? String(retryAfterSeconds) : RETRY_AFTER_S[code];
  return seconds === undefined ? {} : { 'retry-after': seconds };
};

/** Whether the graph refused what only we can have done wrong. What is INTERNAL was logged where it was made so. */
export const isUnforeseen = ({ extensions }: GraphQLFormattedError): boolean =>
  STATUS_OF_CODE[String(extensions?.['code'])] === undefined && extensions?.['code'] !== 'UNAUTHORIZED_FIELD_OR_TYPE';

/** What the schema says of viewers is told in the words of those who look themselves. */
const codeOf = ({ extensions = {} }: GraphQLFormattedError): string => {
  const code = String(extensions['code']);
  if (code !== 'UNAUTHORIZED_FIELD_OR_TYPE') return STATUS_OF_CODE[code] === undefined ? 'INTERNAL' : code;
  return extensions['reason'] === 'UNAUTHENTICATED' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
};

const DEFECT = 'Something went wrong on our side.';

interface ErrorContext {
  readonly requestId: string;
  readonly inputs?: readonly Input[];
}

/** An error of GraphQL, as clients may see it. */
export const problemOfError = (error: GraphQLFormattedError, { requestId, inputs = [] }: ErrorContext): Answer => {
  const code = codeOf(error);
  const {
    code: _code,
    reason: _reason,
    fields,
    ...facts
  } = (error.extensions ?? {}) as Values & {
    readonly fields?: readonly FieldProblem[];
  };
  const named = fields?.map(({ field, message }) => ({ field: nameAsGiven(field, inputs), message }));
  const detail = named?.map(({ field, message }) => `${field}: ${message}`).join('; ') ?? error.message;
  return problem({
    status: STATUS_OF_CODE[code] ?? 500,
    code,
    detail: code === 'INTERNAL' ? DEFECT : detail,
    requestId,
    more: code === 'INTERNAL' ? {} : { ...facts, ...(named ? { fields: named } : {}) },
    headers: retryAfter(code, facts),
  });
};

/** The same for an error that was thrown before the graph was asked; one that is no GraphQLError is thrown again. */
export const problemOfThrown = (err: unknown, context: ErrorContext): Answer => {
  if (!(err instanceof GraphQLError)) throw err;
  const { http, ...extensions } = err.extensions as { http?: { status?: number } };
  const answer = problemOfError({ message: err.message, extensions }, context);
  return http?.status === undefined ? answer : { ...answer, status: http.status };
};

/** A refusal, with what it carries. */
export const problemOfRefusal = ({ type, fields }: Refusal, value: Values, requestId: string): Answer => {
  const carried = fields.map((field) => (field.alias ?? field.name).value);
  const more = Object.fromEntries(carried.map((name) => [name, value[name]]));
  const { code, message, ...facts } = more;
  return problem({
    status: statusOfRefusal(type.name),
    code: String(code),
    detail: String(message),
    requestId,
    more: facts,
    headers: retryAfter(String(code), facts),
  });
};

export const badInput = (fields: readonly [FieldProblem, ...FieldProblem[]], requestId: string): Answer =>
  problem({
    status: 400,
    code: 'BAD_USER_INPUT',
    detail: fields.map(({ field, message }) => `${field}: ${message}`).join('; '),
    requestId,
    more: { fields },
  });

export const unauthenticated = (requestId: string): Answer =>
  problem({ status: 401, code: 'UNAUTHENTICATED', detail: 'Log in first.', requestId });

export const unknownThing = (requestId: string): Answer =>
  problem({ status: 404, code: 'NOT_FOUND', detail: 'There is no such thing, or it is not yours.', requestId });
