import { GraphQLError } from 'graphql';

/** Errors that carry `extensions.http` set the status of an HTTP answer. */
const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

export const unauthenticated = (message: string): GraphQLError => refusal(401, 'UNAUTHENTICATED', message);
export const badRequest = (message: string): GraphQLError => refusal(400, 'BAD_REQUEST', message);
/** The operation asks for more than one request may. */
export const tooLarge = (why: string): GraphQLError =>
  refusal(400, 'OPERATION_TOO_LARGE', `The operation is too large. ${why}`);
/** What the client sent as its idempotency key cannot be one. */
export const badKey = (message: string): GraphQLError =>
  new GraphQLError(`Idempotency-Key: ${message}`, {
    extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'Idempotency-Key', message }], http: { status: 400 } },
  });
export const unknownOperation = (): GraphQLError =>
  refusal(400, 'OPERATION_RESOLUTION_FAILURE', 'The request does not say which of its operations to run.');
export const authUnavailable = (): GraphQLError =>
  refusal(503, 'SUBGRAPH_UNAVAILABLE', 'The token cannot be checked right now. Try again in a moment.');

/** An error of graphql-js, which knows no codes, with the code that Apollo Server gives its kind. */
export const withCode = ({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(message, {
    ...(nodes ? { nodes } : {}),
    ...(source ? { source } : {}),
    ...(positions ? { positions } : {}),
    extensions: { code },
  });
