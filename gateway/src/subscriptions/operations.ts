import { newId } from '@cardstock/contracts';
import { type ExecutionArgs, type FormattedExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import type { OperationResult, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { ClientAuth } from '../auth/client-auth.ts';
import type { GatewayContext } from '../context.ts';
import { type PublicErrors, toPublic } from '../errors/public-error.ts';
import { unknownOperation } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import { makeClientStream } from './client-stream.ts';
import { admit, type Connection, type ConnectionContext } from './connection.ts';
import { type DocumentReader, isRefused } from './documents.ts';
import type { InFlight } from './in-flight.ts';
import type { Subscriber, SubscriptionRequest } from './subscribe.ts';

/** Runs a query or mutation as over HTTP. */
export type RunOperation = (payload: SubscribePayload, context: GatewayContext) => Promise<FormattedExecutionResult>;

export interface OperationOptions {
  readonly auth: ClientAuth;
  readonly graph: () => Graph;
  readonly readDocument: DocumentReader;
  readonly subscribe: Subscriber;
  readonly run: RunOperation;
  readonly publicErrors: PublicErrors;
  readonly inFlight: InFlight;
}

/** What an operation carries from one hook of graphql-ws to the next. */
interface SocketOperation {
  readonly payload: SubscribePayload;
  readonly request: SubscriptionRequest;
}

const INIT_WITHIN_MS = 5_000;

/** There are no headers on a socket. What is no text cannot be a key, and is refused as one. */
const keyIn = ({ extensions }: SubscribePayload): string | undefined => {
  const given = extensions?.['idempotencyKey'] ?? undefined;
  return given === undefined || typeof given === 'string' ? given : '';
};

const operationOf = (args: ExecutionArgs): SocketOperation => args.contextValue as SocketOperation;

const chooseOperation = (
  { graph: currentGraph, readDocument }: OperationOptions,
  { viewer, address }: Connection,
  payload: SubscribePayload,
): SocketOperation | readonly GraphQLError[] => {
  const graph = currentGraph();
  const document = readDocument(payload.query, graph.clientSchema);
  if (isRefused(document)) return document;
  const operationName = payload.operationName ?? undefined;
  if (!getOperationAST(document, operationName)) return [unknownOperation()];
  const context = { viewer, address, requestId: newId(), idempotencyKey: keyIn(payload) };
  return {
    payload,
    request: { graph, document, operationName, variables: payload.variables ?? {}, context },
  };
};

async function* once<Value>(value: Value): AsyncGenerator<Value, void, void> {
  yield value;
}

const runAsStream = ({ payload, request }: SocketOperation, { run, inFlight }: OperationOptions): OperationResult => {
  const abort = new AbortController();
  const context = { ...request.context, signal: abort.signal };
  return makeClientStream({
    abort,
    inFlight,
    events: once(payload),
    answer: (operation) => run(operation, context),
  }) as OperationResult;
};

/** The hooks of graphql-ws: who may connect, and how operations of each kind are run. */
export const makeSocketOperations = (
  options: OperationOptions,
): ServerOptions<ConnectionContext['connectionParams'], Connection> => ({
  connectionInitWaitTimeout: INIT_WITHIN_MS,
  onConnect: (connection) => admit(connection, options.auth),
  onSubscribe: (connection, _id, payload) => {
    const operation = chooseOperation(options, connection.extra, payload);
    if (isRefused(operation)) return operation;
    const { graph, document, operationName } = operation.request;
    return {
      schema: graph.clientSchema,
      document,
      contextValue: operation,
      ...(operationName ? { operationName } : {}),
    };
  },
  execute: (args) => runAsStream(operationOf(args), options),
  subscribe: (args) => options.subscribe(operationOf(args).request) as OperationResult,
  // Results come out of our own streams with their errors formatted already.
  onNext: (_connection, _id, _payload, _args, result) => result as FormattedExecutionResult,
  onError: (_connection, _id, _payload, errors) => toPublic(options.publicErrors, errors),
});
