import type { FetchSubgraph, SubgraphAnswer, SubgraphRequest } from './fetch-subgraph.ts';
import { cloneJson } from './json.ts';

/** The same text for reads that ask a subgraph for the same. */
export const readKey = ({ service, query, variables }: SubgraphRequest): string =>
  `${service}\n${query}\n${JSON.stringify(variables)}`;

/** An answer of one's own. */
export const ownAnswer = (answer: SubgraphAnswer): SubgraphAnswer => ({
  ...answer,
  ...(answer.data ? { data: cloneJson(answer.data) as NonNullable<SubgraphAnswer['data']> } : {}),
});

/**
 * Within one request, asks a subgraph once for what several parts of the plan ask of it, at the same time or one after
 * the other. Under a mutation only what is asked at the same time is merged, because the next step may have changed it.
 */
export const rememberReads = (fetch: FetchSubgraph): FetchSubgraph => {
  let known: Map<string, Promise<SubgraphAnswer>> | undefined;
  const ask = (key: string, request: SubgraphRequest, reads: Map<string, Promise<SubgraphAnswer>>) => {
    const asked = fetch(request);
    reads.set(key, asked);
    if (request.asked.operation.operation !== 'mutation') return asked;
    const forget = () => void reads.delete(key);
    asked.then(forget, forget);
    return asked;
  };
  return async (request) => {
    if (!request.isRepeated || request.kind !== 'query') return fetch(request);
    known ??= new Map();
    const key = readKey(request);
    return ownAnswer(await (known.get(key) ?? ask(key, request, known)));
  };
};
