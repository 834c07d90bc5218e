import {
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
  type OperationTypeNode,
} from 'graphql';
import type { GatewayContext } from '../context.ts';
import { type PublicErrors, toPublic } from '../errors/public-error.ts';
import { unknownOperation } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import { type DocumentReader, isRefused } from './documents.ts';
import type { InFlight } from './in-flight.ts';
import type { Deliveries } from './sharing/delivery.ts';
import { makeSingleAnswer } from './single-answer.ts';
import type { Subscriber } from './subscribe.ts';
import type { SubscriptionRequest } from './subscription-request.ts';

/** What a client sends, over any transport. */
export interface OperationPayload {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Runs a query or mutation as over HTTP. */
export type RunOperation = (payload: OperationPayload, context: GatewayContext) => Promise<FormattedExecutionResult>;

export interface OperationOptions {
  readonly graph: () => Graph;
  readonly readDocument: DocumentReader;
  readonly subscribe: Subscriber;
  readonly run: RunOperation;
  readonly publicErrors: PublicErrors;
  readonly inFlight: InFlight;
}

/** A valid operation that can be started. */
export interface ChosenOperation {
  readonly kind: OperationTypeNode;
  readonly graph: Graph;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly start: (how: Pick<SubscriptionRequest, 'after' | 'onTooSlow'>) => Promise<Deliveries>;
}

/** Operations of all kinds as streams of answers, for the transports that stream. */
export interface Operations {
  choose(payload: OperationPayload, context: SubscriptionRequest['context']): ChosenOperation | readonly GraphQLError[];
  /** What a client may see of the errors that `choose` returns and streams throw. */
  toPublic(errors: readonly unknown[]): FormattedExecutionResult;
}

async function* justOne(answer: FormattedExecutionResult): Deliveries {
  yield { answer };
}

export const makeOperations = (options: OperationOptions): Operations => {
  const { run, inFlight, subscribe, publicErrors } = options;
  const choose: Operations['choose'] = (payload, context) => {
    const graph = options.graph();
    const document = options.readDocument(payload.query, graph.clientSchema);
    if (isRefused(document)) return document;
    const operationName = payload.operationName ?? undefined;
    const kind = getOperationAST(document, operationName)?.operation;
    if (!kind) return [unknownOperation()];
    const variables = payload.variables ?? {};
    const request = { graph, document, source: payload.query, operationName, variables, context };
    const start: ChosenOperation['start'] = async (how) => {
      if (kind !== 'subscription') {
        return makeSingleAnswer((signal) => run(payload, { ...context, signal }), inFlight);
      }
      const outcome = await subscribe({ ...request, ...how });
      return Symbol.asyncIterator in outcome ? outcome : justOne(outcome);
    };
    return { kind, graph, document, operationName, start };
  };
  return { choose, toPublic: (errors) => ({ errors: toPublic(publicErrors, errors) }) };
};
