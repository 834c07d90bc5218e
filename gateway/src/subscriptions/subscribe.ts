import type { InternalTokens, Logger } from '@cardstock/service/core';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLError,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import type { Authorization } from '../authorization/authorization.ts';
import type { GatewayContext } from '../context.ts';
import { type PublicErrors, toPublic } from '../errors/public-error.ts';
import { unknownOperation, withCode } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import type { Admit } from '../limits/admit.ts';
import { type Answers, makeClientStream } from './client-stream.ts';
import type { EventExecutor } from './event-executor.ts';
import type { InFlight } from './in-flight.ts';
import { type PreparedSubscription, prepareSubscription } from './prepared.ts';
import type { SubgraphSocket } from './subgraph-socket.ts';
import { upstreamEvents } from './upstream.ts';

interface SubscriberOptions {
  readonly socketOf: (subgraph: string) => SubgraphSocket;
  readonly execute: EventExecutor;
  readonly tokens: InternalTokens;
  readonly publicErrors: PublicErrors;
  readonly admit: Admit;
  readonly authorization: Authorization;
  readonly inFlight: InFlight;
  readonly log: Logger;
}

export interface SubscriptionRequest {
  readonly graph: Graph;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Omit<GatewayContext, 'signal'>;
}

/** Adds to an answer what was left out of the question. */
type Complete = (answer: FormattedExecutionResult) => FormattedExecutionResult;

/** Starts a subscription: answers as they come, or one result that says why not. */
export type Subscriber = (request: SubscriptionRequest) => Promise<Answers | FormattedExecutionResult>;

const variableErrors = (
  { operation, graph }: PreparedSubscription,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] =>
  (getVariableValues(graph.clientSchema, operation.variableDefinitions ?? [], { ...variables }).errors ?? []).map(
    (error) => withCode(error, 'BAD_USER_INPUT'),
  );

const makePlanner = () => {
  // Plans live as long as their document is remembered, and a document belongs to one version of the graph.
  const plans = new WeakMap<DocumentNode, Map<string | undefined, PreparedSubscription>>();
  return ({ graph, document, operationName }: SubscriptionRequest): PreparedSubscription => {
    const known = plans.get(document) ?? new Map<string | undefined, PreparedSubscription>();
    plans.set(document, known);
    const plan = known.get(operationName) ?? prepareSubscription(graph, document, operationName);
    known.set(operationName, plan);
    return plan;
  };
};

/** Runs subscriptions over the whole graph: planned once, opened at the owner, joined per event. */
export const makeSubscriber = ({
  socketOf,
  execute,
  tokens,
  publicErrors,
  admit,
  authorization,
  inFlight,
  log,
}: SubscriberOptions): Subscriber => {
  const planned = makePlanner();
  const open = (
    subscription: PreparedSubscription,
    { variables, context }: SubscriptionRequest,
    complete: Complete,
  ): Answers => {
    const abort = new AbortController();
    const live = { ...context, signal: abort.signal };
    const events = upstreamEvents({
      owner: subscription.owner,
      operation: subscription.upstream,
      variables,
      socket: socketOf(subscription.owner),
      token: () => tokens.sign(context.viewer),
      requestId: context.requestId,
      signal: abort.signal,
      log,
    });
    return makeClientStream({
      abort,
      events,
      inFlight,
      answer: async (event) => complete(await execute({ subscription, variables, context: live, event })),
    });
  };
  const start = async (request: SubscriptionRequest): Promise<Answers | FormattedExecutionResult> => {
    const { graph, document, operationName, variables, context } = request;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw unknownOperation();
    await admit({ graph, document, operation, variables, context });
    const verdict = await authorization.judge({ ...request, operation });
    if (verdict.kind === 'answered') return { errors: toPublic(publicErrors, verdict.result.errors ?? []) };
    const isWhole = verdict.kind === 'allowed';
    const subscription = planned(isWhole ? request : { ...request, document: verdict.part.document });
    const errors = variableErrors(subscription, variables);
    if (errors.length > 0) return { errors: toPublic(publicErrors, errors) };
    return open(subscription, request, isWhole ? (event) => event : verdict.complete);
  };
  return (request) => start(request).catch((err: unknown) => ({ errors: toPublic(publicErrors, [err]) }));
};
