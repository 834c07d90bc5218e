import { setTimeout as wait } from 'node:timers/promises';
import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { Logger } from '@cardstock/service/core';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { type PublicErrors, toPublic } from '../errors/public-error.ts';
import type { Graph } from '../graph/graph.ts';
import type { PreparedSubscription } from './prepared.ts';

interface EventExecutorOptions {
  readonly services: (graph: Graph) => ServiceMap;
  readonly publicErrors: PublicErrors;
  readonly log: Logger;
  /** How long an event that a failing join would wipe out is tried again before the client is told. */
  readonly patienceMs: number;
}

interface EventTask {
  readonly subscription: PreparedSubscription;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
  readonly event: FormattedExecutionResult;
}

/** Makes the client's answer from an event: joins the other subgraphs and shapes the result as a query's. */
export type EventExecutor = (task: EventTask) => Promise<FormattedExecutionResult>;

type RequestContext = Parameters<typeof executeQueryPlan>[2];

const RETRY_EVERY_MS = 250;
const PASSING_CODES = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);

/** Answers the first fetch, which the plan runs before any other, with the event; the owner answers the later ones. */
const answeringWith = (event: FormattedExecutionResult, owner: GraphQLDataSource | undefined): GraphQLDataSource => {
  let isAnswered = false;
  return {
    process: async (options) => {
      if (isAnswered && owner) return owner.process(options);
      isAnswered = true;
      return event;
    },
  };
};

const requestContextOf = ({ subscription, variables, context }: EventTask, log: Logger): RequestContext => {
  const { document, operation, graph } = subscription;
  const known = {
    request: { variables: { ...variables } },
    context,
    document,
    operation,
    schema: graph.clientSchema,
    metrics: {},
    logger: log,
  };
  // The executor reads nothing else of Apollo Server's request context.
  return known as unknown as RequestContext;
};

/** As the client would see them of a query: with their origin, but no place in a document that is ours. */
const errorsOf = ({ errors = [] }: FormattedExecutionResult, serviceName: string): GraphQLFormattedError[] =>
  errors.map(({ message, path, extensions }) => ({
    message,
    ...(path ? { path } : {}),
    extensions: { ...extensions, serviceName },
  }));

const isNothing = ({ data }: FormattedExecutionResult): boolean =>
  !data || Object.values(data).every((root) => root === null);

/** Only joins failed, they may succeed soon, and without them nothing of the event is left. */
const isWipedOut = (event: FormattedExecutionResult, answer: FormattedExecutionResult): boolean =>
  !isNothing(event) &&
  isNothing(answer) &&
  (answer.errors ?? []).some(({ extensions }) => PASSING_CODES.has(String(extensions?.['code'])));

export const makeEventExecutor = ({
  services: servicesOf,
  publicErrors,
  log,
  patienceMs,
}: EventExecutorOptions): EventExecutor => {
  const runOnce = async (task: EventTask): Promise<FormattedExecutionResult> => {
    const { graph, owner, eventPlan, operationContext } = task.subscription;
    const services = servicesOf(graph);
    const withEvent = { ...services, [owner]: answeringWith(task.event, services[owner]) };
    const requestContext = requestContextOf(task, log);
    const { data, errors, extensions } = await executeQueryPlan(
      eventPlan,
      withEvent,
      requestContext,
      operationContext,
      graph.supergraphSchema,
      graph.apiSchema,
    );
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors?.length ? { errors: toPublic(publicErrors, errors) } : {}),
      ...(extensions ? { extensions } : {}),
    };
  };
  return async (task) => {
    const { event, context } = task;
    if (event.data === undefined) return { errors: toPublic(publicErrors, errorsOf(event, task.subscription.owner)) };
    const giveUpAt = performance.now() + patienceMs;
    let answer = await runOnce(task);
    while (isWipedOut(event, answer) && performance.now() < giveUpAt && !context.signal.aborted) {
      await wait(RETRY_EVERY_MS, undefined, { signal: context.signal }).catch(() => {});
      answer = await runOnce(task);
    }
    return answer;
  };
};
