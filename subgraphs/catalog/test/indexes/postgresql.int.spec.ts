import type { Sql } from '@cardstock/messaging';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { makeSearchProducts, type SearchRequest } from '../../src/application/search-products.ts';
import { runImport } from '../../src/index.ts';
import { makePricedVariants } from '../../src/persistence/prices/priced-variants.queries.ts';
import { makeCatalogReader } from '../../src/persistence/product.queries.ts';
import { makeProductSearch } from '../../src/persistence/search.queries.ts';
import { stockEnquiries } from '../../src/persistence/stock-enquiry.repository.ts';
import { aSlice, aSource, freshStores, type TestStores } from '../stores.ts';

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

let stores: TestStores;
beforeAll(async () => {
  stores = await freshStores();
  await runImport({ source: aSource(await aSlice(300)), stores });
  await stores.sql('analyze');
});
afterAll(() => stores.drop());

const LARGE = new Set([
  'product',
  'unlisted_product',
  'variant',
  'price_point',
  'scheduled_price',
  'price_import_line',
]);

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const scansIn = (plan: Node): string[] =>
  nodesOf(plan).flatMap(({ 'Node Type': type, 'Relation Name': table }) =>
    type === 'Seq Scan' && table !== undefined && LARGE.has(table) ? [table] : [],
  );

/** Runs statements as they are, and notes which large tables each would read from end to end even if that were dear. */
const watching = (): { sql: Sql; scans: string[]; count(): number } => {
  const scans: string[] = [];
  let count = 0;
  const sql: Sql = async (text, values) => {
    count += 1;
    await stores.transact(async (scope) => {
      await scope.sql('set local enable_seqscan = off');
      const [row] = await scope.sql<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (format json) ${text}`, values);
      for (const { Plan } of row?.['QUERY PLAN'] ?? []) {
        for (const table of scansIn(Plan)) scans.push(`${table}: ${text.trim().replace(/\s+/g, ' ').slice(0, 200)}`);
      }
    });
    return stores.sql(text, values);
  };
  return { sql, scans, count: () => count };
};

const SEARCHES: Readonly<Record<string, Partial<SearchRequest>>> = {
  'words, best first': { criteria: { query: 'attack act' } },
  'rare words': { criteria: { query: 'sutcliffe' } },
  'a number': { criteria: { query: 'WTR001' } },
  'misspelled words': { criteria: { query: 'comand and conqeror' } },
  'words by name': { criteria: { query: 'attack' }, sort: 'NAME' },
  'words by price': { criteria: { query: 'attack' }, sort: 'PRICE_ASC' },
  'words in stock': { criteria: { query: 'attack', inStock: true } },
  'words in a price range': { criteria: { query: 'attack', minPrice: 10, maxPrice: 500 } },
  'a list by name': { sort: 'NAME' },
  'a list by price': { sort: 'PRICE_ASC' },
  'a list by price, dearest first': { sort: 'PRICE_DESC' },
  'what is newest': { sort: 'NEWEST' },
  'the end of a list': { sort: 'NAME', last: 5 },
  'a set': { criteria: { set: ['Welcome to Rathe'] }, sort: 'NAME' },
  'a rarity and a type': { criteria: { rarity: ['Common'], type: ['Action'] }, sort: 'NEWEST' },
  'a condition and a foiling': { criteria: { condition: ['NEAR_MINT'], foiling: ['Rainbow'] }, sort: 'PRICE_ASC' },
  'a category': { criteria: { category: ['none'] }, sort: 'NAME' },
};

const MANY = 1_000;
const searchesOf = (sql: Sql, mostIndexed = 0) =>
  makeProductSearch({ sql, lookups: sql, mostIndexed, whenTooMany: () => undefined });

/** A page, and the one behind it. */
const searchTwice = async ({ search: products }: ReturnType<typeof searchesOf>, request: Partial<SearchRequest>) => {
  const search = makeSearchProducts(products);
  const whole: SearchRequest = { criteria: {}, sort: 'RELEVANCE', first: 3, ...request };
  const { pageInfo } = await search(whole);
  if (request.last === undefined && pageInfo.endCursor) await search({ ...whole, after: pageInfo.endCursor });
};

it.each(Object.keys(SEARCHES))('an index can serve a search for %s', async (name) => {
  const { sql, scans, count } = watching();
  await searchTwice(searchesOf(sql), SEARCHES[name] ?? {});
  expect(count()).toBeGreaterThan(0);
  expect(scans).toEqual([]);
});

it.each(Object.keys(SEARCHES))('and where the process counts, what is left of a search for %s', async (name) => {
  const { sql, scans, count } = watching();
  const searches = searchesOf(sql, MANY);
  await searches.index.advance();
  expect(searches.index.size).toBe(300);
  await searchTwice(searches, SEARCHES[name] ?? {});
  expect(count()).toBeGreaterThan(1);
  expect(scans).toEqual([]);
});

it('an index can serve every look-up by keys', async () => {
  const { sql, scans, count } = watching();
  const reader = makeCatalogReader(sql);
  const range = { from: new Date(0), to: null, limit: 10 };
  await reader.productsByIds(['a', 'b']);
  await reader.productBySlug('a');
  await reader.variantsBySkus(['a', 'b']);
  await reader.variantsOfProducts(['a', 'b']);
  await reader.pricesIn([{ sku: 'a', ...range }]);
  await reader.scheduledPricesOf(['a']);
  await searchesOf(sql).search.suggest('att', 10);
  await makePricedVariants(sql).bySkus(['a']);
  await makePricedVariants(sql).matching({ game: ['x'], minPrice: 5 }, 10);
  await stockEnquiries.skusAfter(sql, 'a', 10);
  expect(count()).toBeGreaterThanOrEqual(10);
  expect(scans).toEqual([]);
});

it('sees a scan where there is one', async () => {
  const { sql, scans } = watching();
  await sql(`select 1 from product where text = 'x'`);
  expect(scans).toEqual([expect.stringContaining('product: select 1')]);
});
