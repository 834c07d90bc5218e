import type { FetchSubgraph } from './fetch-subgraph.ts';

/** Shows each answer of a subgraph to the observer of the operation that it was asked for. */
export const observeReads =
  (fetch: FetchSubgraph): FetchSubgraph =>
  async (request) => {
    const answer = await fetch(request);
    request.asked.context.reads?.saw(answer);
    return answer;
  };
