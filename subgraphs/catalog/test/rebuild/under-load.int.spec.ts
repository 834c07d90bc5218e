import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { runImport } from '../../src/index.ts';
import { aSlice, aSource } from '../stores.ts';
import { aRebuiltCatalog, type RebuiltCatalog } from './rebuilt-catalog.ts';

const PRODUCTS = 700;

let rebuilt: RebuiltCatalog;
beforeEach(async () => {
  rebuilt = await aRebuiltCatalog(PRODUCTS);
});
afterEach(() => rebuilt.stop());

const countStocked = async (available: number): Promise<number> => {
  const [row] = await rebuilt.catalog.stores.sql<{ count: number }>(
    'select count(*)::int as count from variant where available = $1',
    [available],
  );
  return row?.count ?? 0;
};

const QUERY =
  'query { all: products(first: 5) { totalCount nodes { name variants { sku } } } found: products(query: "attack") { totalCount facets { field } } }';

interface Seen {
  readonly all: { readonly totalCount: number; readonly nodes: readonly { readonly variants: readonly unknown[] }[] };
  readonly found: { readonly totalCount: number };
}

const isWhole = ({ all, found }: Seen): boolean =>
  all.totalCount >= PRODUCTS && all.nodes.every(({ variants }) => variants.length > 0) && found.totalCount > 0;

/** Reads without a pause until it is stopped; what it read, and how often something was missing or failed. */
const readAllTheTime = () => {
  const seen = { reads: 0, flaws: [] as unknown[] };
  let isOver = false;
  const loop = async (): Promise<void> => {
    while (!isOver) {
      const { data, errors } = await rebuilt.catalog.ask<Seen>(QUERY);
      seen.reads += 1;
      if (errors || !isWhole(data)) seen.flaws.push(errors ?? data);
    }
  };
  const loops = Promise.all([loop(), loop(), loop()]);
  return {
    seen,
    stop: async () => {
      isOver = true;
      await loops;
    },
  };
};

it('a rebuild goes on under reads, stock and changes of products: no read fails or sees half, and nothing is lost', async () => {
  const { catalog, rebuild, stockUp } = rebuilt;
  const all = await aSlice(PRODUCTS + 300);
  const reading = readAllTheTime();
  const importing = runImport({ source: aSource(all, '2'), stores: catalog.stores });
  let revision = 10;
  for (let round = 0; round < 2; round += 1) {
    await Promise.all([rebuild(), stockUp(3, revision), stockUp(4, revision + 1)]);
    revision += 10;
  }
  await importing;
  await stockUp(9, 100);
  await rebuild();
  await reading.stop();
  expect(reading.seen.flaws).toEqual([]);
  expect(reading.seen.reads).toBeGreaterThan(5);
  expect(await countStocked(9)).toBe(50);
  const { data } = await catalog.ask<{ products: { totalCount: number } }>('{ products { totalCount } }');
  expect(data.products.totalCount).toBe(all.length);
});

it('a rebuild waits for a long read instead of holding up the others', async () => {
  const { catalog, orm, rebuild } = rebuilt;
  const held = orm.em.fork();
  await held.begin();
  await held.getConnection().execute('select count(*) from product', [], 'all', held.getTransactionContext());
  const done = rebuild();
  await eventually(async () => {
    const [row] = await catalog.stores.sql<{ is_full: boolean }>(
      `select coalesce((select count(*) from pg_indexes where schemaname = 'rebuild') > 15, false) as is_full`,
    );
    expect(row?.is_full).toBe(true);
  });
  const { errors } = await catalog.ask('{ products(query: "attack") { totalCount } }');
  expect(errors).toBeUndefined();
  await held.commit();
  await done;
});
