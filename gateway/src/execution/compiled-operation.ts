import { operationFromDocument } from '@apollo/federation-internals';
import type { PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, type OperationDefinitionNode, separateOperations } from 'graphql';
import { BoundedMap } from '../bounded-map.ts';
import type { Graph } from '../graph/graph.ts';
import { makePlannable, type TakenNames, takenNames } from './aliases.ts';
import { type Conditions, compileConditions, conditionsKey, type ReadConditions } from './conditions.ts';
import { compileNode } from './plan/compile-plan.ts';
import { contestedFetches } from './plan/contested.ts';
import { repeatedFetches } from './plan/fetches.ts';
import type { RunNode } from './plan/plan-run.ts';
import { makeTypeConditions, type TypeConditions } from './plan/type-conditions.ts';
import { compileShape, type Shape } from './shape/compile-shape.ts';
import { type CheckVariables, compileVariables } from './variables.ts';

/** Everything about one operation that does not depend on who asks for it and with which variables. */
export interface CompiledOperation {
  readonly kind: OperationDefinitionNode['operation'];
  /** The plan; undefined where no subgraph needs to be asked. */
  readonly run: RunNode | undefined;
  readonly clientNames: ReadonlyMap<string, string>;
  readonly checkVariables: CheckVariables;
  readonly readConditions: ReadConditions;
  readonly shapeUnder: (conditions: Conditions) => Shape;
  /** Of a subscription: what is asked of the subgraph that owns the events. */
  readonly subscription: SubscriptionNode | undefined;
}

export interface OperationSource {
  readonly graph: Graph;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly operation: OperationDefinitionNode;
}

/** Outcomes of conditions that are remembered per operation: all of six variables. */
const MOST_SHAPES = 64;

interface GraphFacts {
  readonly taken: TakenNames;
  readonly conditions: TypeConditions;
}

const factsOfGraphs = () => {
  const known = new WeakMap<Graph, GraphFacts>();
  return (graph: Graph): GraphFacts => {
    const facts = known.get(graph) ?? {
      taken: takenNames(graph.supergraph.schema),
      conditions: makeTypeConditions(graph.supergraphSchema),
    };
    known.set(graph, facts);
    return facts;
  };
};
const factsOf = factsOfGraphs();

/** The operation with the fragments that it uses. */
const ownDocument = ({ document, operation }: OperationSource): DocumentNode =>
  separateOperations(document)[operation.name?.value ?? ''] ?? document;

const shapesOf = (compile: (conditions: Conditions) => Shape) => {
  const shapes = new BoundedMap<Shape>(MOST_SHAPES);
  return (conditions: Conditions): Shape => {
    const key = conditionsKey(conditions);
    return shapes.get(key) ?? shapes.set(key, compile(conditions));
  };
};

/** An event of a subscription answers the first fetch of its plan; the rest is joined. */
const nodesOf = (node: PlanNode | SubscriptionNode | undefined): PlanNode | undefined => {
  if (node?.kind !== 'Subscription') return node;
  return node.rest ? { kind: 'Sequence', nodes: [node.primary, node.rest] } : node.primary;
};

/** Plans and compiles a valid operation. */
export const compileOperation = (source: OperationSource): CompiledOperation => {
  const { graph, operation } = source;
  const own = ownDocument(source);
  const { taken, conditions: typeConditions } = factsOf(graph);
  const { document, plannedNameOf, clientNames } = makePlannable(own, taken);
  const { node } = graph.planner.buildQueryPlan(operationFromDocument(graph.apiSchema, document));
  const plan = nodesOf(node);
  const context = {
    conditions: typeConditions,
    clientNames,
    contested: contestedFetches(plan),
    repeated: repeatedFetches(plan),
  };
  const fragments = own.definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
  );
  const shaping = { schema: graph.clientSchema, fragments: new Map(fragments), operation, plannedNameOf };
  return {
    kind: operation.operation,
    run: plan && compileNode(plan, [], context),
    clientNames,
    checkVariables: compileVariables(graph.clientSchema, operation),
    readConditions: compileConditions(own, operation),
    shapeUnder: shapesOf((conditions) => compileShape({ ...shaping, conditions })),
    subscription: node?.kind === 'Subscription' ? node : undefined,
  };
};

/** Compiles operations, each once: what is compiled lives as long as its document is remembered. */
export const makeCompiler = (): ((source: OperationSource) => CompiledOperation) => {
  const known = new WeakMap<Graph, WeakMap<OperationDefinitionNode, CompiledOperation>>();
  return (source) => {
    const { graph, operation } = source;
    const operations = known.get(graph) ?? new WeakMap<OperationDefinitionNode, CompiledOperation>();
    known.set(graph, operations);
    const compiled = operations.get(operation) ?? compileOperation(source);
    operations.set(operation, compiled);
    return compiled;
  };
};
