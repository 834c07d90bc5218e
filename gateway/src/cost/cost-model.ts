import type { DirectiveDefinition, Schema } from '@apollo/federation-internals';
import type { Graph } from '../graph/graph.ts';

const COST_SPEC = 'https://specs.apollo.dev/cost';

/** What `@listSize` says of a field: how many items it, or the fields that it sizes, may have. */
export interface ListSize {
  readonly assumedSize?: number | undefined;
  readonly slicingArguments?: readonly string[] | undefined;
  readonly sizedFields?: readonly string[] | undefined;
  readonly requireOneSlicingArgument?: boolean | undefined;
}

/** What the subgraphs declare with `@cost` and `@listSize`, by schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`. */
export interface CostModel {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const models = new WeakMap<Graph, CostModel>();

const directiveOf = (schema: Schema, name: string): DirectiveDefinition | undefined => {
  const feature = schema.coreFeatures?.getByIdentity(COST_SPEC);
  return feature && schema.directive(feature.directiveNameInSchema(name));
};

const readModel = ({ supergraph: { schema } }: Graph): CostModel => {
  const weights = (directiveOf(schema, 'cost')?.applications() ?? new Set()) as Iterable<{
    parent: { coordinate: string };
    arguments(): { weight: number };
  }>;
  const sizes = (directiveOf(schema, 'listSize')?.applications() ?? new Set()) as Iterable<{
    parent: { coordinate: string };
    arguments(): ListSize;
  }>;
  return {
    weights: new Map([...weights].map((applied) => [applied.parent.coordinate, applied.arguments().weight])),
    listSizes: new Map([...sizes].map((applied) => [applied.parent.coordinate, applied.arguments()])),
  };
};

/** The weights and sizes of a version of the graph, read once. */
export const costModelOf = (graph: Graph): CostModel => {
  const model = models.get(graph) ?? readModel(graph);
  models.set(graph, model);
  return model;
};
