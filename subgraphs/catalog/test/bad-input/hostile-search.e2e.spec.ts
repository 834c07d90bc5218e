import { type E2ePlatform, e2ePlatform } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

let platform: E2ePlatform;
beforeAll(() => {
  platform = e2ePlatform();
});

interface Found {
  readonly products: { readonly totalCount: number; readonly nodes: readonly { readonly id: string }[] };
}

const SEARCH = `query ($query: String, $first: Int, $after: String, $filter: ProductFilter) {
  products(query: $query, first: $first, after: $after, filter: $filter) { totalCount nodes { id } } }`;

const search = async (variables: Record<string, unknown>) => {
  const answer = await platform.ask<Found | null>({ query: SEARCH, variables });
  expect(JSON.stringify(answer)).not.toMatch(/node_modules|at .*\.(ts|js):\d+|stacktrace|syntax error|pg_/);
  const { code, fields } = (answer.errors?.[0]?.extensions ?? {}) as { code?: string; fields?: { field: string }[] };
  return { found: answer.data?.products, code, field: fields?.[0]?.field };
};

describe('a stranger who asks the gateway for products', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('with %s is answered, or told what is wrong with it', async (_name, query) => {
    const { found, code, field } = await search({ query, first: 2 });
    if (query.length > 200) expect([code, field]).toEqual(['BAD_USER_INPUT', 'query']);
    else expect([code, found?.totalCount]).toEqual([undefined, expect.any(Number)]);
  });

  it.each([
    ['no products', { first: 0 }, 'BAD_USER_INPUT', 'first'],
    ['fewer than none', { first: -1 }, 'BAD_USER_INPUT', 'first'],
    ['a thousand million', { first: 1_000_000_000 }, 'COST_LIMIT_EXCEEDED', undefined],
    ['those behind a made-up place', { after: HOSTILE_TEXTS['another cursor'] }, 'BAD_USER_INPUT', 'after'],
    ['those below zero', { filter: { minPrice: -1 } }, 'BAD_USER_INPUT', 'minPrice'],
  ])('wanting %s is told so', async (_name, variables, code, field) => {
    expect(await search(variables)).toEqual({ found: undefined, code, field });
  });
});
