import { type DocumentNode, GraphQLError, getOperationAST, getVariableValues } from 'graphql';
import type { Authorization } from '../authorization/authorization.ts';
import { unknownOperation, withCode } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import { type DocumentReader, isRefused } from './documents.ts';
import type { EventExecutor } from './event-executor.ts';
import type { Plan } from './live-plan.ts';
import { type PreparedSubscription, prepareSubscription } from './prepared.ts';
import type { SubscriptionRequest } from './subscription-request.ts';

/** Prepares a valid subscription. Throws a GraphQLError, or an AggregateError of several. */
export type PreparePlan = (request: SubscriptionRequest) => Promise<Plan>;

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

/** Plans what the viewer may have of a subscription; its answers say what was refused. */
export const makePreparePlan = (execute: EventExecutor, authorization: Pick<Authorization, 'judge'>): PreparePlan => {
  const planned = makePlanner();
  return async (request) => {
    const { document, operationName, variables } = request;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw unknownOperation();
    const verdict = await authorization.judge({ ...request, operation });
    if (verdict.kind === 'answered') throw new AggregateError(verdict.result.errors ?? []);
    const part = verdict.kind === 'allowed' ? undefined : verdict;
    const subscription = planned(part ? { ...request, document: part.part.document } : request);
    const errors = variableErrors(subscription, variables);
    if (errors.length > 0) throw new AggregateError(errors);
    const answer: Plan['answer'] = (event, context) => execute({ subscription, variables, context, event });
    return {
      subscription,
      answer: part ? async (event, context) => part.complete(await answer(event, context)) : answer,
    };
  };
};

const noLongerValid = (why: string): GraphQLError =>
  new GraphQLError(`The graph has changed, and this subscription is not valid in it any more: ${why}`, {
    extensions: { code: 'SCHEMA_CHANGED' },
  });

/** Prepares a running subscription for another version of the graph. Throws a GraphQLError (SCHEMA_CHANGED) where it cannot be. */
export const prepareAgain = async (
  request: SubscriptionRequest,
  graph: Graph,
  { prepare, readDocument }: { readonly prepare: PreparePlan; readonly readDocument: DocumentReader },
): Promise<Plan> => {
  const document = readDocument(request.source, graph.clientSchema);
  if (isRefused(document)) throw noLongerValid(document[0]?.message ?? 'it cannot be read');
  return prepare({ ...request, graph, document }).catch((err: unknown) => {
    const [first] = err instanceof AggregateError ? err.errors : [err];
    throw first instanceof GraphQLError ? noLongerValid(first.message) : err;
  });
};
