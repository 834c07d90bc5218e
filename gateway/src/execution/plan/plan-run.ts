import type { GraphQLFormattedError } from 'graphql';
import type { FetchSubgraph } from '../fetch-subgraph.ts';
import type { JsonObject } from '../json.ts';
import type { GraphOperation } from '../operation.ts';

/** One execution of a compiled plan. */
export interface PlanRun {
  readonly asked: GraphOperation;
  readonly fetch: FetchSubgraph;
  /** What the subgraphs have answered so far, merged, under the names that the plan uses. */
  readonly root: JsonObject;
  readonly errors: GraphQLFormattedError[];
  /** The values of the variables that decide on @skip and @include. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** Whether one object may stand at several positions of `root`. */
  isShared: boolean;
}

/** A part of a plan, run for the objects that it adds to. It never throws for what a subgraph did. */
export type RunNode = (run: PlanRun, targets: readonly JsonObject[]) => Promise<void>;
