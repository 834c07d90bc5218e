import { describe, expect, it } from '@jest/globals';
import { readWordQuery, type WordQuery } from './word-query.ts';

const word = (text: string): WordQuery => ({ type: 'Word', word: text, isBeginning: false });
const beginning = (text: string): WordQuery => ({ type: 'Word', word: text, isBeginning: true });

describe('the text of a tsquery', () => {
  it.each([
    ["'action'", word('action')],
    ["'sutc':*", beginning('sutc')],
    ["'a' & 'b' & 'c'", { type: 'And', queries: [word('a'), word('b'), word('c')] }],
    ["'a' & 'b' | 'c'", { type: 'Or', queries: [{ type: 'And', queries: [word('a'), word('b')] }, word('c')] }],
    [
      "'a' & ( 'b':* | 'c' )",
      { type: 'And', queries: [word('a'), { type: 'Or', queries: [beginning('b'), word('c')] }] },
    ],
    ["'a' & !'b'", { type: 'And', queries: [word('a'), { type: 'Not', query: word('b') }] }],
    ["!( 'a' | 'b' )", { type: 'Not', query: { type: 'Or', queries: [word('a'), word('b')] } }],
    ["'it''s' & '\\\\'", { type: 'And', queries: [word("it's"), word('\\')] }],
  ])('%s is understood', (text, query) => expect(readWordQuery(text)).toEqual(query));

  it.each(['', "'go' <-> 'again'", "'go' <2> 'again' & 'a'", "'a':A", "'a':*B"])('%j is left to PostgreSQL', (text) =>
    expect(readWordQuery(text)).toBeUndefined(),
  );
});
