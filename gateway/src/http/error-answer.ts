import { HeaderMap, type HTTPGraphQLHead } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { PublicErrors } from '../errors/public-error.ts';

export interface PublicAnswer {
  readonly errors: GraphQLFormattedError[];
  /** What errors say of the HTTP answer. */
  readonly head: HTTPGraphQLHead;
}

/** Any thrown value as an error of GraphQL. */
export const asGraphqlError = (err: unknown): GraphQLError => {
  if (err instanceof GraphQLError) return err;
  const originalError = err instanceof Error ? err : new Error(String(err));
  return new GraphQLError(originalError.message, { originalError });
};

/** Formats errors as Apollo Server does: `extensions.http` of an error sets status and headers, and is not sent. */
export const answerErrors = (errors: readonly GraphQLError[], publicErrors: PublicErrors): PublicAnswer => {
  const head: HTTPGraphQLHead = { headers: new HeaderMap() };
  const formatted = errors.map((error) => {
    const { http, ...extensions } = error.extensions as Record<string, unknown> & { http?: Partial<HTTPGraphQLHead> };
    if (http?.status) head.status = http.status;
    for (const [name, value] of http?.headers ?? []) head.headers.set(name, value);
    const code = extensions['code'] ?? 'INTERNAL_SERVER_ERROR';
    return publicErrors({ ...error.toJSON(), extensions: { ...extensions, code } }, error);
  });
  return { errors: formatted, head };
};
