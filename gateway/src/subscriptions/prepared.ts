import { type DocumentNode, getOperationAST, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { badRequest, unknownOperation } from '../errors/refusals.ts';
import { type CompiledOperation, compileOperation } from '../execution/compiled-operation.ts';
import type { Graph } from '../graph/graph.ts';
import { makeUpstreamOperation, type UpstreamOperation } from './upstream-operation.ts';

/** A subscription that is planned: what to ask of the owner, and how an event becomes an answer. */
export interface PreparedSubscription {
  readonly graph: Graph;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly owner: string;
  readonly upstream: UpstreamOperation;
  /** How one event becomes an answer: the owner's part, which the event answers, then the joins. */
  readonly compiled: CompiledOperation;
}

const isConditional = ({ directives = [] }: SelectionNode): boolean =>
  directives.some(({ name }) => name.value === 'skip' || name.value === 'include');

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
  const compiled = compileOperation({ graph, document, operation, operationName });
  const primary = compiled.subscription?.primary;
  const owner = primary && graph.supergraph.subgraphs().get(primary.serviceName);
  if (!owner) throw new Error('the planner names no subgraph of the supergraph as the owner of the events');
  return {
    graph,
    document,
    operation,
    owner: primary.serviceName,
    upstream: makeUpstreamOperation(primary, owner.schema),
    compiled,
  };
};
