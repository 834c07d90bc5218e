import type { DocumentNode } from 'graphql';
import { BoundedMap } from '../bounded-map.ts';
import type { GraphOperation } from '../execution/operation.ts';
import type { Graph } from '../graph/graph.ts';
import { type OperationNeeds, readOperationNeeds } from './operation-needs.ts';
import type { Restriction } from './restriction.ts';

/** What is known of an operation that needs something, whoever asks. */
export interface KnownOperation {
  readonly needs: OperationNeeds;
  /** What is left of it, by how its needs turned out. */
  readonly restrictions: BoundedMap<Restriction>;
}

export type Asking = Pick<GraphOperation, 'graph' | 'document' | 'operation'>;

const MOST_OUTCOMES = 50;

type OfDocument = Map<string, KnownOperation | undefined>;

const know = (asking: Asking): KnownOperation | undefined => {
  const needs = readOperationNeeds(asking);
  return needs && { needs, restrictions: new BoundedMap(MOST_OUTCOMES) };
};

/** Reads the needs of each operation once, for as long as its document is remembered; `undefined` is an operation that is free for everybody. */
export const makeKnownOperations = (): ((asking: Asking) => KnownOperation | undefined) => {
  const graphs = new WeakMap<Graph, WeakMap<DocumentNode, OfDocument>>();
  return (asking) => {
    if (asking.graph.rights.isFree) return undefined;
    const documents = graphs.get(asking.graph) ?? new WeakMap<DocumentNode, OfDocument>();
    graphs.set(asking.graph, documents);
    const operations: OfDocument = documents.get(asking.document) ?? new Map();
    documents.set(asking.document, operations);
    const name = asking.operation.name?.value ?? '';
    const known = operations.has(name) ? operations.get(name) : know(asking);
    operations.set(name, known);
    return known;
  };
};
