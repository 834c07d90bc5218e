import { newId } from '@cardstock/contracts';
import type { ExecutionArgs, FormattedExecutionResult } from 'graphql';
import type { OperationResult, ServerOptions, SubscribePayload } from 'graphql-ws';
import { tooManyOperations } from '../../errors/refusals.ts';
import { type ClientName, clientIn, isNamed } from '../../usage/client.ts';
import { isRefused } from '../documents.ts';
import type { ChosenOperation, Operations } from '../operations.ts';
import type { Delivery } from '../sharing/delivery.ts';
import { type AdmitOptions, admit, type Connection, type ConnectionContext, closeSlow } from './connection.ts';

export interface ProtocolOptions extends AdmitOptions {
  readonly operations: Operations;
  readonly maxOperations: number;
  readonly initWithinMs: number;
}

/** There are no headers on a socket. What is no text cannot be a key, and is refused as one. */
const keyIn = ({ extensions }: SubscribePayload): string | undefined => {
  const given = extensions?.['idempotencyKey'] ?? undefined;
  return given === undefined || typeof given === 'string' ? given : '';
};

/** A browser can't set headers on a socket: a client names itself in `connection_init`, or in headers where it can. */
const clientOf = ({ request }: Connection, params: ConnectionContext['connectionParams']): ClientName => {
  const client = clientIn(params);
  return isNamed(client) ? client : clientIn(request.headers);
};

/** What an operation carries from one hook of graphql-ws to the next. */
interface SocketOperation {
  readonly operation: ChosenOperation;
  readonly connection: Connection;
}

const start = ({ contextValue }: ExecutionArgs): OperationResult => {
  const { operation, connection } = contextValue as SocketOperation;
  const started = operation.start({ onTooSlow: () => closeSlow(connection.socket) });
  // graphql-ws passes on what they yield to `onNext` as it is.
  return started as unknown as OperationResult;
};

/** The hooks of graphql-ws: who may connect, and how operations of each kind are run. */
export const makeSocketProtocol = (
  options: ProtocolOptions,
): ServerOptions<ConnectionContext['connectionParams'], Connection> => ({
  connectionInitWaitTimeout: options.initWithinMs,
  onConnect: (connection) => admit(connection, options),
  onSubscribe: ({ extra: connection, connectionParams, subscriptions }, _id, payload) => {
    if (Object.keys(subscriptions).length > options.maxOperations) return [tooManyOperations(options.maxOperations)];
    const { viewer, address } = connection;
    const client = clientOf(connection, connectionParams);
    const context = { viewer, address, requestId: newId(), idempotencyKey: keyIn(payload), client };
    const operation = options.operations.choose(payload, context);
    if (isRefused(operation)) return operation;
    const { graph, document, operationName } = operation;
    const contextValue: SocketOperation = { operation, connection };
    return { schema: graph.clientSchema, document, contextValue, ...(operationName ? { operationName } : {}) };
  },
  execute: start,
  subscribe: start,
  // What our own streams yield are deliveries, with errors formatted already.
  onNext: (_connection, _id, _payload, _args, result) => (result as Delivery).answer as FormattedExecutionResult,
  onError: (_connection, _id, _payload, errors) => [...(options.operations.toPublic(errors).errors ?? [])],
});
