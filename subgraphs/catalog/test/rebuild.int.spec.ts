import { randomUUID } from 'node:crypto';
import { type Orm, openDatabase } from '@cardstock/service';
import { eventually, testTools } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RebuildTaken } from '../src/application/rebuild.ports.ts';
import { runImport } from '../src/index.ts';
import { applyLevels } from '../src/persistence/availability.repository.ts';
import { makeEventSequence } from '../src/persistence/mongo/event-sequence.ts';
import { makeProductDocuments } from '../src/persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from '../src/persistence/mongo/product-event.repository.ts';
import { runRebuild } from '../src/projection/run-rebuild.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';
import { aSlice, aSource } from './stores.ts';

const PRODUCTS = 700;

let catalog: RunningCatalog;
let orm: Orm;
beforeEach(async () => {
  catalog = await startCatalogWith(await aSlice(PRODUCTS));
  orm = await openDatabase({
    url: catalog.stores.databaseUrl,
    entities: [],
    migrations: [],
    log: testTools('rebuild').log,
    poolSize: 4,
  });
});
afterEach(async () => {
  await orm.close();
  await catalog.stop();
});

const storesOf = () => ({
  events: makeProductEvents(catalog.stores.mongo),
  documents: makeProductDocuments(catalog.stores.mongo),
});

const rebuild = (more: Partial<Parameters<typeof runRebuild>[0]> = {}): Promise<number> =>
  runRebuild({
    orm,
    sequence: makeEventSequence(catalog.stores.mongo),
    stores: storesOf(),
    run: randomUUID(),
    ...more,
  });

const READ_MODEL = `
  select (select jsonb_agg(to_jsonb(p) - 'change' order by id) from product p) as products, (select jsonb_agg(v order by sku) from variant v) as variants,
         (select jsonb_agg(p order by sku, changed_at) from price_point p) as prices,
         (select jsonb_agg(indexdef order by indexdef) from pg_indexes where schemaname = 'public') as indexes,
         (select jsonb_agg(pg_get_triggerdef(oid) order by tgname) from pg_trigger where not tgisinternal) as triggers,
         (select jsonb_agg(nspname order by nspname) from pg_namespace where nspname in ('rebuild', 'retired')) as schemas,
         (select count(*)::int from outbox_message) as messages`;
const readModel = async () => (await catalog.stores.sql(READ_MODEL))[0];

const stockUp = (available: number, revision: number): Promise<void> =>
  catalog.stores.transact(async ({ sql }) => {
    const rows = await sql<{ sku: string }>('select sku from variant order by sku limit 50');
    await applyLevels(
      sql,
      rows.map(({ sku }) => ({ sku, available, revision })),
    );
  });

const countStocked = async (available: number): Promise<number> => {
  const [row] = await catalog.stores.sql<{ count: number }>(
    'select count(*)::int as count from variant where available = $1',
    [available],
  );
  return row?.count ?? 0;
};

/** Reads without a pause until it is stopped; what it read, and how often something was missing or failed. */
const readAllTheTime = () => {
  const seen = { reads: 0, flaws: [] as unknown[] };
  let isOver = false;
  const QUERY =
    'query { all: products(first: 5) { totalCount nodes { name variants { sku } } } found: products(query: "attack") { totalCount facets { field } } }';
  const loop = async (): Promise<void> => {
    while (!isOver) {
      const { data, errors } = await catalog.ask<{
        all: { totalCount: number; nodes: { variants: unknown[] }[] };
        found: { totalCount: number };
      }>(QUERY);
      seen.reads += 1;
      const isWhole =
        data?.all?.totalCount >= PRODUCTS &&
        data.all.nodes.every(({ variants }) => variants.length > 0) &&
        data.found.totalCount > 0;
      if (errors || !isWhole) seen.flaws.push(errors ?? data);
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

describe('a rebuild', () => {
  it('leaves everything as the events have it, stock as the inventory told it, and tells nobody again', async () => {
    await stockUp(7, 5);
    const before = await readModel();
    await catalog.stores.sql(`update product set name = 'wrong', min_price = 1`);
    await catalog.stores.sql(`delete from product where id in (select id from product limit 10)`);
    await rebuild();
    expect(await readModel()).toEqual(before);
  });

  it('goes on under reads, stock and changes of products: no read fails or sees half, and nothing is lost', async () => {
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

  it('that is ended in the middle has changed nothing, and the next begins anew', async () => {
    const before = await readModel();
    const stop = new AbortController();
    const ended = rebuild({ report: () => stop.abort(), signal: stop.signal });
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readModel()).toEqual({
      ...before,
      indexes: expect.anything(),
      triggers: expect.anything(),
      schemas: ['rebuild'],
    });
    await rebuild();
    expect(await readModel()).toEqual(before);
  });

  it('is refused while another one is under way', async () => {
    let second: Promise<unknown> | undefined;
    const report = (): void => {
      second ??= rebuild().catch((err: unknown) => err);
    };
    await rebuild({ report });
    expect(await second).toBeInstanceOf(RebuildTaken);
  });

  it('that another one has taken over from, its connection lost, does not come to its end', async () => {
    const takeOver = async (): Promise<void> => {
      await catalog.stores.sql(`update rebuild.run set id = $1::uuid`, [randomUUID()]);
    };
    let taken: Promise<void> | undefined;
    const report = (): void => {
      taken ??= takeOver();
    };
    await expect(rebuild({ report })).rejects.toBeInstanceOf(RebuildTaken);
    await taken;
  });

  it('waits for a long read instead of holding up the others', async () => {
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
});
