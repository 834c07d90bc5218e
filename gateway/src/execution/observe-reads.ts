import type { FetchSubgraph, SubgraphAnswer } from './fetch-subgraph.ts';

/** Wants to know what the subgraphs say of the answers that an operation is made of. */
export interface ReadObserver {
  /**
   * Names what was known of changes when the operation began; undefined where nobody looked. Reads under way are shared
   * among operations of one mark only: who came after a change must not be given what was read before it.
   */
  readonly mark: string | undefined;
  saw(answer: SubgraphAnswer): void;
}

/** Shows each answer of a subgraph to the observer of the operation that it was asked for. */
export const observeReads =
  (fetch: FetchSubgraph): FetchSubgraph =>
  async (request) => {
    const answer = await fetch(request);
    request.asked.context.reads?.saw(answer);
    return answer;
  };
