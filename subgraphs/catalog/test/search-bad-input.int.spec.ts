import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SearchedCatalog, startSearchedCatalog } from './searched-catalog.ts';

let searched: SearchedCatalog;
beforeAll(async () => {
  searched = await startSearchedCatalog();
});
afterAll(() => searched.catalog.stop());

const search = (variables: Record<string, unknown>) => searched.search(variables);
const refusal = (variables: Record<string, unknown>) => searched.refusal(variables);

describe('bad input', () => {
  const cursorOf = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

  it.each([
    ['a query that is too long', { query: 'x'.repeat(201) }, 'query'],
    ['a negative price', { filter: { minPrice: -1 } }, 'minPrice'],
    ['a lower bound above the upper', { filter: { minPrice: 2, maxPrice: 1 } }, 'filter.minPrice'],
    ['a page of nothing', { first: 0 }, 'first'],
    ['a page without end', { first: 101 }, 'first'],
    ['a made-up cursor', { after: 'nonsense' }, 'after'],
    ['an empty cursor', { after: '' }, 'after'],
    ['a cursor with a wrong value', { sort: 'PRICE_ASC', after: cursorOf('mark', 'much', 'x') }, 'after'],
    ['a cursor with a NUL', { sort: 'NAME', after: cursorOf('mark', '\u0000', 'x') }, 'after'],
    ['a made-up cursor before the page', { last: 5, before: 'nonsense' }, 'before'],
    ['a page of nothing from the end', { last: 0 }, 'last'],
    ['a page without end from the end', { last: 101 }, 'last'],
    ['a page between two cursors', { last: 5, after: cursorOf('x') }, 'after'],
    ['a place before which there is nothing to take', { before: cursorOf('x') }, 'before'],
    ['a filter of a thousand values', { filter: { set: Array.from({ length: 1_000 }, String) } }, 'set'],
  ])('%s is refused, naming the field', async (_name, variables, field) => {
    expect(await refusal(variables)).toEqual({ code: 'BAD_USER_INPUT', field: expect.stringContaining(field) });
  });

  const cursorIn = async (variables: Record<string, unknown>) =>
    (await search({ first: 2, ...variables })).pageInfo.endCursor ?? '';

  it.each([
    ['of another sort', { sort: 'PRICE_ASC' }, { sort: 'PRICE_DESC' }],
    ['of another query', { query: 'action' }, { query: 'attack' }],
    ['of a list without a query', { sort: 'NAME' }, { sort: 'NAME', query: 'attack' }],
  ])('a cursor %s is refused', async (_name, own, foreign) => {
    const after = await cursorIn(own);
    expect((await search({ ...own, after })).nodes.length).toBeGreaterThan(0);
    expect(await refusal({ ...foreign, after })).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it.each([
    ['a wrong value', (mark: string) => cursorOf(mark, 'much', 'x')],
    ['half a price', (mark: string) => cursorOf(mark, 0.5, 'x')],
    ['a huge price', (mark: string) => cursorOf(mark, 1e308, 'x')],
    ['too few values', (mark: string) => cursorOf(mark, 5)],
    ['a NUL', (mark: string) => cursorOf(mark, 5, '\u0000')],
  ])('a cursor with %s in it is refused', async (_name, forge) => {
    const own = await cursorIn({ sort: 'PRICE_ASC' });
    const [mark] = JSON.parse(Buffer.from(own, 'base64url').toString());
    expect(await refusal({ sort: 'PRICE_ASC', after: forge(mark) })).toMatchObject({ field: 'after' });
  });
});
