import { describe, expect, it } from '@jest/globals';
import { correctionsOf, type TypedWord } from './corrections.ts';
import { editDistance } from './edit-distance.ts';

const known = (word: string, ...similar: string[]): TypedWord => ({ word, isKnown: true, similar });
const unknown = (word: string, ...similar: string[]): TypedWord => ({ word, isKnown: false, similar });

describe('the distance of two words', () => {
  it.each([
    ['shield', 'shield', 0],
    ['sheild', 'shield', 1],
    ['crsh', 'crush', 1],
    ['shieldd', 'shield', 1],
    ['sink', 'sing', 1],
    ['arknite', 'arcanite', 2],
    ['', 'abc', 3],
    ['abc', '', 3],
  ])('%j and %j is %i', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
    expect(editDistance(other, one)).toBe(distance);
  });
});

describe('what may have been meant', () => {
  it('is the word with the fewest mistakes first', () => {
    expect(correctionsOf([unknown('sheild', 'shelled', 'shield')], 8)).toEqual(['shield', 'shelled']);
  });

  it('keeps the known words, and replaces them only after all unknown ones', () => {
    expect(correctionsOf([known('sink', 'sing'), unknown('belov', 'below', 'belo')], 8)).toEqual([
      'sink below',
      'sink belo',
      'sing below',
      'sing belo',
    ]);
  });

  it('may be another known word where all are known', () => {
    expect(correctionsOf([known('sink'), known('bellow', 'below')], 8)).toEqual(['sink below']);
  });

  it('is nothing that is too far from what was typed, and no more than wanted', () => {
    expect(correctionsOf([unknown('abcd', 'wxyz')], 8)).toEqual([]);
    expect(correctionsOf([known('sink')], 8)).toEqual([]);
    expect(correctionsOf([unknown('abcd', 'abce', 'abcf', 'abcg'), unknown('bcde', 'bcdf', 'bcdg')], 4)).toHaveLength(
      4,
    );
  });
});
