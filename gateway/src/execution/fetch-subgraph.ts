import type { GraphQLFormattedError } from 'graphql';
import type { JsonObject } from './json.ts';
import type { GraphOperation } from './operation.ts';

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

export interface SubgraphAnswer {
  readonly data?: JsonObject | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: JsonObject | undefined;
  /** The header of this name: how long the answer may be stored, and for whom. */
  readonly cacheControl?: string | undefined;
}

/** Asks a subgraph. What comes back belongs to the caller, who may change it. */
export type FetchSubgraph = (request: SubgraphRequest) => Promise<SubgraphAnswer>;
