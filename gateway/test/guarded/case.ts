import type { Who } from '../guarded-platform.ts';

/** One operation of one viewer, what comes of it, and what must not have reached a subgraph. */
export interface Case {
  readonly name: string;
  readonly who: Who;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data: unknown;
  /** The paths of refusals, in order. */
  readonly refused?: readonly (readonly (string | number)[])[];
  /** Names that no subgraph may have been asked for; or that none was asked at all. */
  readonly unasked?: readonly string[] | 'everything';
}
