import type { Logger } from '@cardstock/service/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { RegistryError } from '../application/errors.ts';

/** Rover shows the messages of some commands' errors, and of others only those that stand in `response.body`. */
const told = (code: string, message: string, detail = message) => ({
  message,
  extensions: { code, response: { body: { errors: [{ message: detail }] } } },
});

const HIDDEN = 'Something went wrong on our side.';

const placeOf = ({ path, locations }: GraphQLError): Partial<GraphQLFormattedError> => ({
  ...(path ? { path } : {}),
  ...(locations ? { locations } : {}),
});

/** Makes errors fit for clients; what is none of ours is logged, and hidden from them. */
export const makeErrorFormatter =
  (log: Logger) =>
  (error: GraphQLError, requestId: string): GraphQLFormattedError => {
    const { originalError } = error;
    if (originalError instanceof RegistryError) {
      const { code, message, detail } = originalError;
      return { ...told(code, message, detail), ...placeOf(error) };
    }
    if (!originalError || originalError instanceof GraphQLError)
      return { ...told('GRAPHQL_VALIDATION_FAILED', error.message), ...placeOf(error) };
    log.error({ err: originalError, path: error.path, requestId }, 'a resolver failed');
    return { ...told('INTERNAL', `${HIDDEN} (request ${requestId})`), ...placeOf(error) };
  };
