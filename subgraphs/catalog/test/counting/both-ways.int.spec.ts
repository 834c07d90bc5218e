import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runImport, type SourceProduct } from '../../src/index.ts';
import { aRebuiltCatalog, type RebuiltCatalog } from '../rebuild/rebuilt-catalog.ts';
import type { RunningCatalog } from '../running-catalog.ts';
import { aSlice, aSource } from '../stores.ts';
import { projected, type Saved, staffOf } from '../write-side/staff.ts';
import { aSearch, expectSameCounts, type WatchedSearch } from './both-ways.ts';

const PRODUCTS = 1_500;

let rebuilt: RebuiltCatalog;
let catalog: RunningCatalog;
let products: readonly SourceProduct[];
let byIndex: WatchedSearch;
let byTables: WatchedSearch;
beforeAll(async () => {
  products = await aSlice(PRODUCTS);
  rebuilt = await aRebuiltCatalog(PRODUCTS);
  catalog = rebuilt.catalog;
  await catalog.stores.sql('update variant set available = 1 where hashtext(sku) % 3 = 0');
  byIndex = aSearch(catalog.stores.sql, PRODUCTS);
  byTables = aSearch(catalog.stores.sql, 0);
});
afterAll(() => rebuilt.stop());

const fill = async ({ index }: WatchedSearch): Promise<void> => {
  for (let isFull = false; !isFull; ) isFull = await index.advance();
};

const same = (categories?: readonly string[]) => expectSameCounts({ byIndex, byTables }, products, categories);

let unasked = 0;
/** For words that nobody asked for before. */
const expectToCountItself = async (search: WatchedSearch): Promise<void> => {
  const before = search.asked();
  unasked += 1;
  await search.count({ query: `action or ${'x'.repeat(unasked)}` });
  expect(search.asked()).toBe(before);
};

describe('the index and PostgreSQL count the same', () => {
  it('before the index is filled, and after', async () => {
    await same();
    expect(byIndex.index.size).toBe(0);
    await fill(byIndex);
    expect(byIndex.index.size).toBe(PRODUCTS);
    await same();
    await expectToCountItself(byIndex);
  });

  it('after an import that changed names, sets and prices', async () => {
    const changed = products.slice(100, 400).map(({ id, details }, place) => ({
      id,
      details: {
        ...details,
        name: `${details.name} Anew`,
        set: place % 2 === 0 ? 'Another Set' : details.set,
        variants: details.variants.map((variant) => ({
          ...variant,
          price: { ...variant.price, amount: variant.price.amount + place },
        })),
      },
    }));
    await runImport({ source: aSource(changed, '2'), stores: catalog.stores });
    expect((await byIndex.count({ query: 'anew' })).total).toBe(300);
    await same();
    await expectToCountItself(byIndex);
  });

  it('after staff took products off sale and put them back, retired SKUs and assigned categories', async () => {
    const staff = staffOf(catalog);
    const { category } = await staff.run<{ category: { id: string } }>(
      'mutation { outcome: createCategory(name: "Shelf", slug: "shelf") { ... on CategorySaved { category { id } } } }',
      {},
    );
    const rows = await catalog.stores.sql<{ id: string; sku: string }>(
      'select product_id as id, min(sku) as sku from variant group by product_id order by product_id limit 30',
    );
    const saved: Saved[] = [];
    for (const [place, { id, sku }] of rows.entries()) {
      if (place % 3 === 0) saved.push(await staff.setStatus('unpublish', id));
      if (place % 3 === 1) saved.push(await staff.retireVariant(id, sku));
      if (place % 3 === 2) saved.push(await staff.assign(id, [category.id]));
    }
    saved.push(await staff.setStatus('publish', saved[0]?.product.id ?? ''));
    for (const { product } of saved) await projected(catalog, product);
    expect((await byIndex.count({ category: [category.id] })).total).toBe(10);
    expect((await byIndex.count({})).total).toBe(PRODUCTS - 9);
    await same([category.id]);
    await expectToCountItself(byIndex);
  });

  it('after a rebuild, which the index reads anew', async () => {
    await rebuilt.rebuild();
    await same();
    expect(byIndex.index.size).toBe(0);
    await fill(byIndex);
    await same();
    await expectToCountItself(byIndex);
  });

  it('in another database, where numbers mean something else', async () => {
    await catalog.stores.sql(`update projection_position set position = position + 1 where name = 'catalog:made'`);
    await same();
    expect(byIndex.index.size).toBe(0);
    await fill(byIndex);
    await same();
    await expectToCountItself(byIndex);
  });
});

it('an index of too many products is given up, and PostgreSQL counts', async () => {
  const search = aSearch(catalog.stores.sql, PRODUCTS / 2);
  await fill(search);
  await fill(search);
  expect(search.index.size).toBe(0);
  const criteria = { query: 'action' };
  expect(await search.count(criteria)).toEqual(await byTables.count(criteria));
});
