import { setTimeout as wait } from 'node:timers/promises';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { type PublicErrors, toPublic } from '../errors/public-error.ts';
import type { FetchSubgraph, SubgraphAnswer } from '../execution/fetch-subgraph.ts';
import { ownAnswer } from '../execution/remember-reads.ts';
import { runOperation } from '../execution/run-operation.ts';
import type { PreparedSubscription } from './prepared.ts';

interface EventExecutorOptions {
  readonly fetch: FetchSubgraph;
  readonly publicErrors: PublicErrors;
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

const RETRY_EVERY_MS = 250;
const PASSING_CODES = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);

/** Answers the first fetch, which the plan runs before any other, with a copy of the event; subgraphs answer the later ones. */
const answeringWith = (event: FormattedExecutionResult, fetch: FetchSubgraph): FetchSubgraph => {
  let isAnswered = false;
  return async (request) => {
    if (isAnswered) return fetch(request);
    isAnswered = true;
    return ownAnswer(event as SubgraphAnswer);
  };
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

export const makeEventExecutor = ({ fetch, publicErrors, patienceMs }: EventExecutorOptions): EventExecutor => {
  const runOnce = async ({ subscription, variables, context, event }: EventTask): Promise<FormattedExecutionResult> => {
    const { graph, document, operation, compiled } = subscription;
    const asked = { graph, document, operation, operationName: operation.name?.value, variables, context };
    const { data, errors } = await runOperation(compiled, asked, answeringWith(event, fetch));
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors?.length ? { errors: toPublic(publicErrors, errors) } : {}),
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
