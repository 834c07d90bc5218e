import { operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext } from '@apollo/gateway';
import type { QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { type DocumentNode, getOperationAST, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { badRequest, unknownOperation } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import { makeUpstreamOperation, type UpstreamOperation } from './upstream-operation.ts';

/** A subscription that is planned: what to ask of the owner, and how an event becomes an answer. */
export interface PreparedSubscription {
  readonly graph: Graph;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationContext: ReturnType<typeof buildOperationContext>;
  readonly owner: string;
  readonly upstream: UpstreamOperation;
  /** The plan for one event: the owner's part, which the event answers, then the joins. */
  readonly eventPlan: QueryPlan;
}

const isConditional = ({ directives = [] }: SelectionNode): boolean =>
  directives.some(({ name }) => name.value === 'skip' || name.value === 'include');

const eventPlanOf = ({ primary, rest }: SubscriptionNode): QueryPlan => ({
  kind: 'QueryPlan',
  node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary,
});

const planOf = (graph: Graph, document: DocumentNode, operationName: string | undefined): SubscriptionNode => {
  const operation = operationFromDocument(graph.apiSchema, document, operationName ? { operationName } : {});
  const { node } = graph.planner.buildQueryPlan(operation);
  if (node?.kind !== 'Subscription')
    throw new Error(`the planner made a ${node?.kind ?? 'empty'} plan for a subscription`);
  return node;
};

/** Plans a valid subscription document. Throws a GraphQLError where the operation cannot be chosen or subscribed to. */
export const prepareSubscription = (
  graph: Graph,
  document: DocumentNode,
  operationName?: string,
): PreparedSubscription => {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw unknownOperation();
  if (operation.selectionSet.selections.some(isConditional)) {
    throw badRequest('The root field of a subscription cannot be skipped or included by a condition.');
  }
  const plan = planOf(graph, document, operationName);
  const owner = graph.supergraph.subgraphs().get(plan.primary.serviceName);
  if (!owner) throw new Error(`the supergraph has no subgraph "${plan.primary.serviceName}"`);
  return {
    graph,
    document,
    operation,
    operationContext: buildOperationContext({
      schema: graph.clientSchema,
      operationDocument: document,
      ...(operationName ? { operationName } : {}),
    }),
    owner: plan.primary.serviceName,
    upstream: makeUpstreamOperation(plan.primary, owner.schema),
    eventPlan: eventPlanOf(plan),
  };
};
