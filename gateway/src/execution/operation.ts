import type { DocumentNode, FormattedExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';

/** A query or mutation that is valid for the graph, on its way to an answer. */
export interface GraphOperation {
  readonly graph: Graph;
  /** The same object whenever the same text is sent, so that what is worked out for it can be remembered by it. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly operation: OperationDefinitionNode;
  /** As the client sent them, not coerced yet. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
}

/** What became of it. Errors are not public yet: they carry the codes and origins that subgraphs gave them. */
export interface GraphResult {
  readonly data?: Record<string, unknown> | null | undefined;
  /** The data as JSON, where that is known already: who only sends it on need not look at `data`. */
  readonly dataText?: string | undefined;
  readonly errors?: readonly (GraphQLError | NonNullable<FormattedExecutionResult['errors']>[number])[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

/** Answers an operation. It never throws for what a client or a subgraph did. */
export type Execute = (operation: GraphOperation) => Promise<GraphResult>;

/** Does something before or after the rest of the way: authorizes, caches. */
export type Step = (next: Execute) => Execute;

/** One way through all steps, the first one outermost. */
export const inSteps = (steps: readonly Step[], execute: Execute): Execute =>
  steps.reduceRight((next, step) => step(next), execute);
