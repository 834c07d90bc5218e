import { describe, expect, it } from '@jest/globals';
import type { SubgraphAnswer } from '../execution/fetch-subgraph.ts';
import { AnswerRecord } from './answer-record.ts';

const recordOf = (...answers: SubgraphAnswer[]) => {
  const record = new AnswerRecord('1');
  for (const answer of answers) record.saw(answer);
  return record;
};
const KEPT = { data: {}, cacheControl: 'public, max-age=60' };

describe('the record of an operation', () => {
  it('lets be stored what all subgraphs let be stored, for the shortest time', () => {
    expect(recordOf(KEPT, { ...KEPT, cacheControl: 'private, max-age=5' }).policy).toEqual({
      maxAge: 5,
      scope: 'PRIVATE',
    });
  });

  it.each<[string, SubgraphAnswer[]]>([
    ['nobody was asked', []],
    ['one says nothing of it', [KEPT, { data: {} }]],
    ['one forbids it, whatever comes after', [{ data: {}, cacheControl: 'no-store' }, KEPT]],
    ['one has an error', [KEPT, { ...KEPT, errors: [{ message: 'no' }] }]],
  ])('lets nothing be stored where %s', (_case, answers) => expect(recordOf(...answers).policy).toBeUndefined());

  it('gathers tags as they are told for an answer and for its entities', () => {
    const one = { ...KEPT, extensions: { apolloCacheTags: ['Product', 'Product:1'] } };
    const other = {
      ...KEPT,
      extensions: {
        apolloEntityCacheTags: [
          ['Variant:1', 'Product:1'],
          [7, 'x'],
        ],
      },
    };
    expect([...recordOf(one, other).tags]).toEqual(['Product', 'Product:1', 'Variant:1', 'x']);
  });
});
