import { describe, expect, it } from '@jest/globals';
import { checkFirst, decodeCursor, encodeCursor, toConnection } from './paging.ts';

const pageOf = (rows: number[], first: number, after?: string) =>
  toConnection({
    rows,
    first,
    after,
    totalCount: 9,
    cursorOf: (row) => encodeCursor([row]),
    nodeOf: (row) => row * 10,
  });

describe('a page', () => {
  it('shows what was asked for and knows that there is more', () => {
    const page = pageOf([1, 2, 3], 2);
    expect(page.nodes).toEqual([10, 20]);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor([1]),
      endCursor: encodeCursor([2]),
    });
  });

  it('knows that it is the last one', () => {
    expect(pageOf([1, 2], 2, encodeCursor([0])).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('can be empty', () => {
    expect(pageOf([], 2)).toMatchObject({ nodes: [], pageInfo: { startCursor: null, endCursor: null } });
  });
});

describe('a cursor', () => {
  it('gives back the key it was made of', () => {
    expect(decodeCursor(encodeCursor(['2026-01-01', 7]), 2)).toEqual(['2026-01-01', 7]);
  });

  it.each([
    '',
    'rubbish',
    encodeCursor([1]),
    encodeCursor([1, null]),
    encodeCursor([1, {}]),
    Buffer.from('{}').toString('base64url'),
  ])('is not "%s"', (text) => expect(() => decodeCursor(text, 2)).toThrow('is not a cursor that this list gave out'));
});

describe('the size of a page', () => {
  it.each([1, 20, 100])('may be %d', (first) => expect(checkFirst(first)).toBe(first));
  it.each([0, -1, 101, 2_147_483_647])('may not be %d', (first) =>
    expect(() => checkFirst(first)).toThrow('between 1 and 100'),
  );
});
