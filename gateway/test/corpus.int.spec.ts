import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DIFFERENT, SAME } from './corpus/operations.ts';
import { type Asked, type Corpus, startCorpus, textOf } from './corpus/run-both.ts';

let corpus: Corpus;
beforeAll(async () => {
  corpus = await startCorpus();
});
afterAll(() => corpus.close());

const asked = (operation: Asked | string): Asked => (typeof operation === 'string' ? { query: operation } : operation);

describe('our executor and the stock one answer byte for byte the same', () => {
  it.each(Object.entries(SAME))('%s', async (_name, operation) => {
    const { stock, ours } = await corpus.both(asked(operation));
    expect(textOf(ours)).toBe(textOf(stock));
  });
});

describe('ours is right where the stock one is not', () => {
  it.each(Object.entries(DIFFERENT))('%s', async (_name, { asked: operation, right }) => {
    const { stock, ours } = await corpus.both(asked(operation));
    expect(JSON.parse(textOf(ours))).toEqual(right);
    expect(JSON.parse(textOf(stock))).not.toEqual(right);
  });
});

describe('a condition that is null', () => {
  // A variable with a default may be null, and @include may not (GraphQL, 5.8.5): the stock executor throws.
  it('is an error of the request', async () => {
    const { errors, data } = await corpus.ours({
      query: 'query ($a: Boolean = true) { me @include(if: $a) { name } }',
      variables: { a: null },
    });
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('what is asked of the subgraphs', () => {
  const entities = (requests: { variables?: { representations?: unknown } }[]) =>
    requests.map(({ variables }) => variables?.representations);

  it('names each entity once, however many positions it stands at', async () => {
    const sent = await corpus.sent({ query: '{ reviews { author { name } } }' });
    expect(entities(sent.filter(({ service }) => service === 'accounts'))).toEqual([
      [
        { __typename: 'User', id: 'u1' },
        { __typename: 'User', id: 'u2' },
      ],
    ]);
  });

  it('is nothing where there is no entity to ask for', async () => {
    expect(await corpus.sent({ query: '{ user(id: "none") { vip } }' })).toHaveLength(1);
  });

  it('is asked once by parts of a plan that need the same', async () => {
    const sent = await corpus.sent({
      query: '{ me { id reviews { body } } again: user(id: "u1") { id reviews { body } } }',
    });
    expect(sent.map(({ service }) => service).sort()).toEqual(['accounts', 'reviews']);
  });
});
