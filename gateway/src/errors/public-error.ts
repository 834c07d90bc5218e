import type { Logger } from '@cardstock/service/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes that say only that something broke; what comes with them is for our log, not for a client. */
const DEFECT_CODES = new Set([undefined, 'INTERNAL', 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);
const PRIVATE_EXTENSIONS = new Set(['code', 'serviceName', 'service', 'stacktrace', 'exception', 'http']);

/** What graphql-js adds when it knows a similar name of the schema. */
const SUGGESTION = / ?Did you mean .+\?$/s;

interface PublicErrorOptions {
  readonly log: Logger;
  /** In production the schema is not to be guessed from error messages. */
  readonly hideSuggestions: boolean;
}

export type PublicErrors = (formatted: GraphQLFormattedError, error?: unknown) => GraphQLFormattedError;

const placeOf = ({ path, locations }: GraphQLFormattedError) => ({
  ...(locations ? { locations } : {}),
  ...(path ? { path } : {}),
});

const shareable = (extensions: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(extensions).filter(([key]) => !PRIVATE_EXTENSIONS.has(key)));

/** Apollo Server refuses some requests without a code, but with the status of a bad request. */
const codeOfRefusal = (error: unknown): string | undefined => {
  const { status = 500 } =
    (error instanceof GraphQLError ? (error.extensions['http'] as { status?: number }) : {}) ?? {};
  return status >= 400 && status < 500 ? 'BAD_REQUEST' : undefined;
};

/** Turns any error into what a client may see: a stable code, the path, the subgraph it comes from; never our insides. */
export const makePublicErrors =
  ({ log, hideSuggestions }: PublicErrorOptions): PublicErrors =>
  (formatted, error = formatted) => {
    const { extensions = {} } = formatted;
    const given = extensions['code'] as string | undefined;
    const code = DEFECT_CODES.has(given) ? (codeOfRefusal(error) ?? given) : given;
    const service = extensions['serviceName'] ?? extensions['service'];
    const origin = service ? { service } : {};
    if (!DEFECT_CODES.has(code)) {
      const message = hideSuggestions ? formatted.message.replace(SUGGESTION, '') : formatted.message;
      return { message, ...placeOf(formatted), extensions: { code, ...origin, ...shareable(extensions) } };
    }
    // A subgraph that says INTERNAL has logged its defect already, with the stack that we do not have.
    const isLogged = service !== undefined && code === 'INTERNAL';
    if (!isLogged) log.error({ err: error, service, path: formatted.path }, 'an operation met a defect');
    return {
      message: 'Something went wrong on our side.',
      ...placeOf(formatted),
      extensions: { code: 'INTERNAL', ...origin },
    };
  };

/** The same for errors that Apollo Server has not formatted. */
export const toPublic = (publicErrors: PublicErrors, errors: readonly unknown[]): GraphQLFormattedError[] =>
  errors.map((error) => {
    if (error instanceof GraphQLError) return publicErrors(error.toJSON(), error);
    const isFormatted = typeof error === 'object' && error !== null && 'message' in error && !(error instanceof Error);
    return publicErrors(isFormatted ? (error as GraphQLFormattedError) : { message: 'unknown' }, error);
  });
