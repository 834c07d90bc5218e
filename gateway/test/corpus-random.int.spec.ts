import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomQuery } from './corpus/random-operations.ts';
import { type Corpus, startCorpus, textOf } from './corpus/run-both.ts';

let corpus: Corpus;
beforeAll(async () => {
  corpus = await startCorpus();
});
afterAll(() => corpus.close());

const RUNS = 60;

interface ErrorText {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

/**
 * Everything but what the stock executor is known to do wrongly (see the corpus): the list indices in the paths of its
 * errors, and that it does not report what no subgraph reports. Errors of fetches at the same time come in any order.
 */
const compared = (result: Parameters<typeof textOf>[0]) => {
  const { data, errors = [] } = JSON.parse(textOf(result)) as { data: unknown; errors?: ErrorText[] };
  const reported = errors.filter(({ extensions }) => extensions.code !== 'INVALID_SUBGRAPH_RESPONSE');
  const texts = reported.map(({ message, path, extensions }) =>
    JSON.stringify([message, path?.map((element) => (typeof element === 'number' ? '*' : element)), extensions]),
  );
  return { data, errors: texts.sort() };
};

it('answers any query as the stock executor does', async () => {
  await fc.assert(
    fc.asyncProperty(randomQuery(corpus.graph.clientSchema), async (query) => {
      const { stock, ours } = await corpus.both({ query, variables: { yes: true, no: false } });
      expect(compared(ours)).toEqual(compared(stock));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
