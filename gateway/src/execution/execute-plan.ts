import { operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { Logger } from '@cardstock/service/core';
import { type DocumentNode, getVariableValues } from 'graphql';
import { withCode } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import type { Execute, GraphOperation, GraphResult } from './operation.ts';

interface PlanExecutorOptions {
  readonly services: (graph: Graph) => ServiceMap;
  readonly log: Logger;
}

interface PlannedOperation {
  readonly plan: QueryPlan;
  readonly operationContext: ReturnType<typeof buildOperationContext>;
}

type RequestContext = Parameters<typeof executeQueryPlan>[2];

const planOperation = ({ graph, document, operationName }: GraphOperation): PlannedOperation => {
  const named = operationName ? { operationName } : {};
  return {
    plan: graph.planner.buildQueryPlan(operationFromDocument(graph.apiSchema, document, named)),
    operationContext: buildOperationContext({ schema: graph.clientSchema, operationDocument: document, ...named }),
  };
};

/** Plans live as long as their document is remembered, and a document belongs to one version of the graph. */
const makePlanner = () => {
  const plans = new WeakMap<DocumentNode, Map<string | undefined, PlannedOperation>>();
  return (operation: GraphOperation): PlannedOperation => {
    const known = plans.get(operation.document) ?? new Map<string | undefined, PlannedOperation>();
    plans.set(operation.document, known);
    const planned = known.get(operation.operationName) ?? planOperation(operation);
    known.set(operation.operationName, planned);
    return planned;
  };
};

const requestContextOf = (asked: GraphOperation, log: Logger): RequestContext => {
  const { graph, document, operation, variables, context } = asked;
  const known = { request: { variables: { ...variables } }, context, document, operation, metrics: {}, logger: log };
  // The executor reads nothing else of Apollo Server's request context.
  return { ...known, schema: graph.clientSchema } as unknown as RequestContext;
};

/** Runs operations with the executor of `@apollo/gateway`. */
export const makePlanExecutor = ({ services, log }: PlanExecutorOptions): Execute => {
  const planned = makePlanner();
  return async (asked): Promise<GraphResult> => {
    const { graph, operation, variables } = asked;
    const definitions = operation.variableDefinitions ?? [];
    const { errors } = getVariableValues(graph.clientSchema, definitions, { ...variables });
    if (errors) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
    const { plan, operationContext } = planned(asked);
    const context = requestContextOf(asked, log);
    return executeQueryPlan(plan, services(graph), context, operationContext, graph.supergraphSchema, graph.apiSchema);
  };
};
