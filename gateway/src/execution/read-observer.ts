import type { GraphQLFormattedError } from 'graphql';

/** What a subgraph says of an answer, besides the data. */
export interface ObservedAnswer {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** The header of this name: how long the answer may be stored, and for whom. */
  readonly cacheControl?: string | undefined;
}

/** Wants to know what the subgraphs say of the answers that an operation is made of. */
export interface ReadObserver {
  /**
   * Names what was known of changes when the operation began; undefined where nobody looked. Reads under way are shared
   * among operations of one mark only: who came after a change must not be given what was read before it.
   */
  readonly mark: string | undefined;
  saw(answer: ObservedAnswer): void;
}
