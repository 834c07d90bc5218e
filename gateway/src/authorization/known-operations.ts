import type { DocumentNode } from 'graphql';
import { BoundedMap } from '../bounded-map.ts';
import type { GraphOperation } from '../execution/operation.ts';
import type { Graph } from '../graph/graph.ts';
import { type OperationNeeds, readOperationNeeds } from './operation-needs.ts';
import type { Restriction } from './restriction.ts';
import { type Rights, rightsOf } from './rights.ts';

/** What is known of an operation that needs something, whoever asks. */
export interface KnownOperation {
  readonly needs: OperationNeeds;
  /** What is left of it, by how its needs turned out. */
  readonly restrictions: BoundedMap<Restriction>;
}

export type Asking = Pick<GraphOperation, 'graph' | 'document' | 'operation'>;

const MOST_OUTCOMES = 50;

type OfDocument = Map<string, KnownOperation | undefined>;

const know = (asking: Asking, rights: Rights): KnownOperation | undefined => {
  const needs = readOperationNeeds(asking, rights);
  return needs && { needs, restrictions: new BoundedMap(MOST_OUTCOMES) };
};

/** Reads the needs of each operation once, for as long as its document is remembered; `undefined` is an operation that is free for everybody. */
export const makeKnownOperations = (): ((asking: Asking) => KnownOperation | undefined) => {
  const graphs = new WeakMap<
    Graph,
    { readonly rights: Rights; readonly documents: WeakMap<DocumentNode, OfDocument> }
  >();
  return (asking) => {
    const ofGraph = graphs.get(asking.graph) ?? { rights: rightsOf(asking.graph), documents: new WeakMap() };
    graphs.set(asking.graph, ofGraph);
    if (ofGraph.rights.isFree) return undefined;
    const operations = ofGraph.documents.get(asking.document) ?? new Map();
    ofGraph.documents.set(asking.document, operations);
    const name = asking.operation.name?.value ?? '';
    const known = operations.has(name) ? operations.get(name) : know(asking, ofGraph.rights);
    operations.set(name, known);
    return known;
  };
};
