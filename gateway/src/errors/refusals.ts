import { GraphQLError } from 'graphql';

/** Errors that carry `extensions.http` set the status of an HTTP answer. */
const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

export const unauthenticated = (message: string): GraphQLError => refusal(401, 'UNAUTHENTICATED', message);
export const badRequest = (message: string): GraphQLError => refusal(400, 'BAD_REQUEST', message);
/** The operation asks for more than one request may. */
export const tooLarge = (why: string): GraphQLError =>
  refusal(400, 'OPERATION_TOO_LARGE', `The operation is too large. ${why}`);
export const unsupportedMediaType = (): GraphQLError =>
  refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json.');
export const methodNotAllowed = (allowed = 'POST'): GraphQLError =>
  new GraphQLError(`Send it with ${allowed}.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: new Map([['allow', allowed]]) } },
  });
export const notAcceptable = (): GraphQLError =>
  refusal(406, 'BAD_REQUEST', 'A reservation is answered as text/plain.');
export const conflict = (message: string): GraphQLError => refusal(409, 'CONFLICT', message);
/** The same for a stream that is somebody else's. */
export const unknownStream = (): GraphQLError => refusal(404, 'NOT_FOUND', 'There is no such stream.');
export const goingAway = (): GraphQLError =>
  refusal(503, 'GOING_AWAY', 'This gateway is shutting down. Connect again.');
/** A connection carries no more operations at once. */
export const tooManyOperations = (most: number): GraphQLError =>
  refusal(429, 'TOO_MANY_OPERATIONS', `At most ${most} operations can be under way on one connection. End one first.`);
export const tooManyConnections = (): GraphQLError =>
  refusal(429, 'TOO_MANY_CONNECTIONS', 'Too many connections are open. Close one first.');
/** The client does not read what it asked for. */
export const tooSlow = (): GraphQLError =>
  refusal(429, 'CLIENT_TOO_SLOW', 'Answers were not read in time. Subscribe again with the last cursor.');
/** What the client sent as its idempotency key cannot be one. */
export const badKey = (message: string): GraphQLError =>
  new GraphQLError(`Idempotency-Key: ${message}`, {
    extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'Idempotency-Key', message }], http: { status: 400 } },
  });
export const invalidDocument = (message: string): GraphQLError => refusal(400, 'GRAPHQL_VALIDATION_FAILED', message);
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
