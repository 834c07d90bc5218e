import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Node, type Page, type SearchedCatalog, startSearchedCatalog } from './searched-catalog.ts';

let searched: SearchedCatalog;
beforeAll(async () => {
  searched = await startSearchedCatalog();
});
afterAll(() => searched.catalog.stop());

const search = (variables: Record<string, unknown>): Promise<Page> => searched.search(variables);
const names = ({ nodes }: Page): string[] => [...new Set(nodes.map(({ name }) => name))];
const bucketsOf = ({ facets }: Page, field: string) =>
  Object.fromEntries(
    facets.find((facet) => facet.field === field)?.buckets.map(({ value, count }) => [value, count]) ?? [],
  );
const cheapest = ({ variants }: Node): number => Math.min(...variants.map(({ price }) => price.amount));

describe('a search', () => {
  it.each([
    ['annals of sutcliffe', 'Annals of Sutcliffe'],
    ['SUTCLIFFE', 'Annals of Sutcliffe'],
    ['annals of sutc', 'Annals of Sutcliffe'],
    ['"command and conquer"', 'Command and Conquer'],
    ['ole', 'Olé'],
    ['ira crimson', 'Ira, Crimson Haze'],
    ['sink below red', 'Sink Below'],
    ['dash i/o', 'Dash I/O'],
    ['Dash IO', 'Dash I/O'],
    ['limpit, hop-a-long', 'Limpit, Hop-a-long'],
    ['hopalong', 'Limpit, Hop-a-long'],
    ['skywarden no.161803', 'Skywarden no.161803'],
    ['tbone', 'T-Bone'],
    ['t-bo', 'T-Bone'],
    ['10000 year', '10,000 Year Reunion'],
    ['10,000', '10,000 Year Reunion'],
    ["fyendal's spr", "Fyendal's Spring Tunic"],
    ['fyendals', "Fyendal's Spring Tunic"],
    ['hunter or hunted', 'Hunter or Hunted?'],
    ['riches of tropal dhani', 'Riches of Trōpal-Dhani'],
    ['coura', 'Courage'],
  ])('for %j finds %s first', async (query, first) => {
    expect((await search({ query })).nodes[0]?.name).toBe(first);
  });

  it('for a collector number finds that printing before anything else', async () => {
    const { nodes } = await search({ query: 'dyn172' });
    expect(nodes.slice(0, 3).map(({ number }) => number)).toEqual(['DYN172', 'DYN172', 'DYN172']);
  });

  it.each(['dyn 172', 'DYN-172', 'sutcliffe 172'])(
    'for the collector number in %j finds its printings',
    async (query) => {
      expect(new Set((await search({ query })).nodes.map(({ number }) => number))).toEqual(new Set(['DYN172']));
    },
  );

  it('for the name of a set finds its cards before those with a similar name', async () => {
    expect((await search({ query: 'Dynasty' })).nodes[0]?.set).toBe('Dynasty');
  });

  it.each([
    ['anals of sutclife', 'Annals of Sutcliffe'],
    ['comand and conqer', 'Command and Conquer'],
    ['sinc belov', 'Sink Below'],
    ['Fyendels Sprng', "Fyendal's Spring Tunic"],
    ['snik below', 'Sink Below'],
  ])('for the misspelled %j finds %s and says what it searched for', async (query, first) => {
    const page = await search({ query });
    expect(page.nodes[0]?.name).toBe(first);
    expect(page.correctedQuery).not.toBeNull();
    const { correctedQuery } = await search({ query: page.correctedQuery });
    expect(correctedQuery).toBeNull();
  });

  it.each([
    ['sink below', { maxPrice: 0 }],
    ['sink -sink', {}],
    ['"annals sutcliffe"', {}],
  ])('for %j with the filter %j finds nothing, and searches for nothing else', async (query, filter) => {
    expect(await search({ query, filter })).toMatchObject({ totalCount: 0, correctedQuery: null });
  });

  it('for a rarity finds what is so rare', async () => {
    const { nodes } = await search({ query: 'majestic' });
    expect(new Set(nodes.map(({ rarity }) => rarity))).toEqual(new Set(['Majestic']));
  });

  it('without words lists everything by name', async () => {
    const page = await search({});
    expect(page.totalCount).toBe(searched.products.length);
    const sorted = page.nodes.map(({ name }) => name.toLowerCase());
    expect(sorted).toEqual(sorted.toSorted());
  });

  it('leaves out what is excluded', async () => {
    expect(names(await search({ query: 'sink below -red' }))).toEqual(['Sink Below']);
    expect((await search({ query: 'annals -annals' })).totalCount).toBe(0);
  });

  it.each([
    `"`,
    `':*`,
    `& | ! <->`,
    '\u0000',
    'a\u0000b',
    '🂡🔥',
    `'; drop table product; --`,
    '\\',
    '%',
    '\ud800',
    '(',
    ' ',
  ])('for the hostile text %j answers without an error', async (query) => {
    expect((await search({ query })).totalCount).toBeGreaterThanOrEqual(0);
  });
});

describe('a filter', () => {
  it('restricts by what the product is', async () => {
    const { nodes } = await search({
      filter: { set: ['Dynasty'], rarity: ['Rare'], type: ['Weapon'], kind: ['SINGLE_CARD'] },
    });
    expect(nodes.length).toBeGreaterThan(0);
    for (const node of nodes) {
      expect(node).toMatchObject({ set: 'Dynasty', rarity: 'Rare', types: expect.arrayContaining(['Weapon']) });
    }
  });

  it('restricts by what one and the same SKU is', async () => {
    const filter = { foiling: ['Cold'], condition: ['NEAR_MINT'], minPrice: 500, maxPrice: 5_000 };
    const { nodes } = await search({ filter });
    expect(nodes.length).toBeGreaterThan(0);
    for (const { variants } of nodes) {
      const prices = variants.filter(({ condition }) => condition === 'NEAR_MINT').map(({ price }) => price.amount);
      expect(variants[0]?.foiling).toBe('Cold');
      expect(prices[0]).toBeGreaterThanOrEqual(500);
      expect(prices[0]).toBeLessThanOrEqual(5_000);
    }
  });

  it('that nothing fulfils gives an empty list with empty facets', async () => {
    const page = await search({ filter: { game: ['Chess'], kind: ['SEALED'] } });
    expect(page).toMatchObject({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
    expect(page.facets.flatMap(({ buckets }) => buckets)).toEqual([]);
  });
});

describe('facets', () => {
  it('count the products of the whole search, not of the page', async () => {
    const page = await search({ query: 'sink below', first: 1 });
    const all = await search({ query: 'sink below' });
    const bySet = Object.fromEntries(
      [...Map.groupBy(all.nodes, ({ set }) => set)].map(([set, nodes]) => [set, nodes.length]),
    );
    expect(bucketsOf(page, 'set')).toEqual(bySet);
    expect(bucketsOf(page, 'kind')).toEqual({ SINGLE_CARD: all.totalCount });
    expect(bucketsOf(page, 'condition')['NEAR_MINT']).toBe(all.totalCount);
    expect(bucketsOf(page, 'type')['Defense Reaction']).toBe(all.totalCount);
    expect(page.facets.map(({ field }) => field)).toEqual([
      'kind',
      'game',
      'set',
      'rarity',
      'type',
      'condition',
      'foiling',
    ]);
  });
});

describe('pages', () => {
  const ORDERS: Record<string, (node: Node) => string | number> = {
    NAME: ({ name }: Node) => name.toLowerCase(),
    PRICE_ASC: cheapest,
    PRICE_DESC: (node: Node) => -cheapest(node),
  };

  const walk = async (variables: Record<string, unknown>): Promise<Node[]> => {
    const nodes: Node[] = [];
    for (let after: string | null = null; ; ) {
      const page: Page = await search({ ...variables, after, first: 37 });
      nodes.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return nodes;
      after = page.pageInfo.endCursor;
    }
  };

  it.each(['NAME', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'RELEVANCE'])('by %s cover the list once', async (sort) => {
    const slugs = (await walk({ sort })).map(({ slug }) => slug);
    expect(slugs.toSorted()).toEqual(searched.products.map(({ details }) => details.slug).toSorted());
  });

  it.each(Object.entries(ORDERS))('by %s are in order', async (sort, keyOf) => {
    const keys = (await walk({ sort })).map(keyOf);
    const sorted = keys.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
    expect(keys).toEqual(sorted);
  });

  it.each([
    ['NAME', undefined],
    ['PRICE_ASC', undefined],
    ['PRICE_DESC', undefined],
    ['NEWEST', undefined],
    ['RELEVANCE', 'attack'],
    ['PRICE_DESC', 'attack'],
  ])('by %s (searching for %s) are the same from the end as from the beginning', async (sort, query) => {
    const slugs: string[] = [];
    for (let before: string | null = null; ; ) {
      const page: Page = await search({ sort, query, last: 37, before });
      slugs.unshift(...page.nodes.map(({ slug }) => slug));
      if (!page.pageInfo.hasPreviousPage) break;
      before = page.pageInfo.startCursor;
    }
    expect(slugs).toEqual((await walk({ sort, query })).map(({ slug }) => slug));
  });

  it('of a search by relevance cover what was found once', async () => {
    const found = (await walk({ query: 'action' })).map(({ slug }) => slug);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength((await search({ query: 'action' })).totalCount);
  });
});
