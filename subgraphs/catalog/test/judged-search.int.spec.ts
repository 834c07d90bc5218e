import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fleshAndBlood } from '../src/index.ts';
import { JUDGED_QUERIES, type JudgedQuery } from './judged-queries.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';

// The whole data set, imported once for all tests here.
const IMPORT_WITHIN_MS = 300_000;

const SEARCH = `query ($query: String, $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
  products(query: $query, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { endCursor startCursor hasNextPage } nodes { slug name number set types } } }`;

interface Found {
  readonly slug: string;
  readonly name: string;
  readonly number: string | null;
  readonly set: string | null;
  readonly types: readonly string[];
}
interface Page {
  readonly totalCount: number;
  readonly pageInfo: { endCursor: string; startCursor: string; hasNextPage: boolean };
  readonly nodes: readonly Found[];
}

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalogWith(await fleshAndBlood.load());
  await catalog.stores.sql('analyze');
}, IMPORT_WITHIN_MS);
afterAll(() => catalog.stop());

const search = async (variables: Record<string, unknown>): Promise<Page> => {
  const { data, errors } = await catalog.ask<{ products: Page }>(SEARCH, variables);
  expect(errors).toBeUndefined();
  return data.products;
};

const fits =
  ({ name, number, set, slug, type }: JudgedQuery) =>
  (found: Found): boolean =>
    (name === undefined || found.name === name) &&
    (number === undefined || found.number === number) &&
    (set === undefined || found.set === set) &&
    (slug === undefined || found.slug.endsWith(slug)) &&
    (type === undefined || found.types.includes(type));

describe('the judged queries', () => {
  it('find what is meant, nearly always first', async () => {
    const ranks = new Map<string, number>();
    for (const judged of JUDGED_QUERIES) {
      const { nodes } = await search({ query: judged.query, first: 10 });
      ranks.set(judged.query, nodes.findIndex(fits(judged)) + 1);
    }
    const all = [...ranks.values()];
    const share = (isGood: (rank: number) => boolean): number => all.filter(isGood).length / all.length;
    const mrr = all.reduce((sum, rank) => sum + (rank === 0 ? 0 : 1 / rank), 0) / all.length;
    const missed = [...ranks]
      .filter(([, rank]) => rank !== 1)
      .map(([query, rank]) => `${query}: ${rank || 'not found'}`);
    process.stdout.write(
      `${all.length} judged queries: success@1 ${share((rank) => rank === 1).toFixed(3)}, success@5 ${share((rank) => rank >= 1 && rank <= 5).toFixed(3)}, MRR ${mrr.toFixed(3)}; not first: ${missed.join('; ')}\n`,
    );
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(share((rank) => rank === 1)).toBeGreaterThanOrEqual(0.94);
    expect(share((rank) => rank >= 1 && rank <= 5)).toBeGreaterThanOrEqual(0.94);
    expect(mrr).toBeGreaterThanOrEqual(0.94);
  });
});

describe('a search that finds very much', () => {
  it.each([
    ['action', 'RELEVANCE'],
    ['action', 'PRICE_DESC'],
    ['a', 'RELEVANCE'],
    ['rainbow', 'NEWEST'],
  ])('for %j by %s is the same list from both ends', async (query, sort) => {
    const { totalCount } = await search({ query, sort, first: 1 });
    expect(totalCount).toBeGreaterThan(2_000);
    const [forwards, backwards]: [string[], string[]] = [[], []];
    for (let after: string | null = null; ; ) {
      const page: Page = await search({ query, sort, first: 100, after });
      forwards.push(...page.nodes.map(({ slug }) => slug));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    for (let before: string | null = null; backwards.length < 500; ) {
      const page: Page = await search({ query, sort, last: 100, before });
      backwards.unshift(...page.nodes.map(({ slug }) => slug));
      before = page.pageInfo.startCursor;
    }
    expect(new Set(forwards).size).toBe(totalCount);
    expect(forwards).toHaveLength(totalCount);
    expect(backwards).toEqual(forwards.slice(-500));
  });
});

describe('suggestions', () => {
  const suggest = async (prefix: string, first = 10) => {
    const { data, errors } = await catalog.ask<{ suggest: { kind: string; text: string }[] }>(
      'query ($prefix: String!, $first: Int) { suggest(prefix: $prefix, first: $first) { kind text } }',
      { prefix, first },
    );
    return { found: data?.suggest ?? [], code: errors?.[0]?.extensions.code };
  };

  it.each([
    ['conq', 'PRODUCT', 'Command and Conquer'],
    ['annals', 'PRODUCT', 'Annals of Sutcliffe'],
    ['dyn', 'SET', 'Dynasty'],
    ["fyendal's sp", 'PRODUCT', "Fyendal's Spring Tunic"],
    ['rathe', 'SET', 'Welcome to Rathe'],
  ])('for %j name the %s %s', async (prefix, kind, text) => {
    expect((await suggest(prefix)).found).toContainEqual({ kind, text });
  });

  it('name each thing once, and no more than was asked for', async () => {
    const { found } = await suggest('s', 7);
    expect(found).toHaveLength(7);
    expect(new Set(found.map(({ kind, text }) => `${kind} ${text}`)).size).toBe(7);
  });

  it.each(['', ' ', ':*', '& | !', "'; drop table product; --", '%', '_', '\\', '🂡', '\u0000', '\ud800'])(
    'for the hostile text %j are no error',
    async (prefix) => expect(await suggest(prefix)).toMatchObject({ code: undefined }),
  );

  it.each([
    ['x'.repeat(101), 10],
    ['x'.repeat(10_000), 10],
    ['x', 0],
    ['x', 21],
  ])('are refused for too much', async (prefix, first) => {
    expect(await suggest(prefix, first)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
