import type { JsonObject } from './json.ts';
import type { GraphOperation } from './operation.ts';
import type { ObservedAnswer } from './read-observer.ts';

/** One call of a subgraph that the plan of an operation needs. */
export interface SubgraphRequest {
  readonly service: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: JsonObject;
  /** Whether the plan has another fetch that may ask for exactly the same. */
  readonly isRepeated: boolean;
  /** What the client asked for. */
  readonly asked: GraphOperation;
}

export interface SubgraphAnswer extends ObservedAnswer {
  readonly data?: JsonObject | null | undefined;
}

/** Asks a subgraph. What comes back belongs to the caller, who may change it. */
export type FetchSubgraph = (request: SubgraphRequest) => Promise<SubgraphAnswer>;
