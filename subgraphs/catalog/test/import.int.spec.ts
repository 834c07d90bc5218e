import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runImport, type SourceProduct } from '../src/index.ts';
import { makeProductEvents } from '../src/persistence/mongo/product-event.repository.ts';
import { aProduct, aVariant } from './builders.ts';
import { aSlice, aSource, freshStores, type TestStores } from './stores.ts';

const SEVERAL_BATCHES = 600;

let slice: SourceProduct[];
let stores: TestStores;
beforeAll(async () => {
  slice = await aSlice(SEVERAL_BATCHES);
});
beforeEach(async () => {
  stores = await freshStores();
});
afterEach(() => stores.drop());

const run = (products: readonly SourceProduct[], version?: string) =>
  runImport({ source: aSource(products, version), stores });

const counts = async () => {
  const [rows] = await stores.sql<{ products: number; skus: number }>(
    'select (select count(*)::int from product) as products, (select count(*)::int from variant) as skus',
  );
  return {
    ...rows,
    events: await stores.mongo.events.countDocuments({ version: { $gt: 0 } }),
    documents: await stores.mongo.products.countDocuments({}),
  };
};

const complete = (products: number) => ({ products, skus: products * 5, events: products, documents: products });

describe('an import', () => {
  it('brings every printing into both stores', async () => {
    const few = slice.slice(0, 200);
    expect(await run(few)).toEqual({ products: 200, skus: 1_000, created: 200, revised: 0, refused: [] });
    expect(await counts()).toEqual(complete(200));
  });

  it('changes nothing when it is run again, whether or not it remembers that it was finished', async () => {
    const few = slice.slice(0, 200);
    await run(few);
    const again = { products: 200, skus: 1_000, created: 0, revised: 0, refused: [] };
    expect(await run(few)).toEqual(again);
    await stores.mongo.imports.deleteMany({});
    expect(await run(few)).toEqual(again);
    expect(await counts()).toEqual(complete(200));
  });

  it('goes on where it was stopped', async () => {
    const stop = new AbortController();
    const importProducts: TestStores['importProducts'] = async (...batch) => {
      const done = await stores.importProducts(...batch);
      stop.abort();
      return done;
    };
    const interrupted = runImport({
      source: aSource(slice),
      stores: { ...stores, importProducts },
      signal: stop.signal,
    });
    await expect(interrupted).rejects.toMatchObject({ name: 'AbortError' });
    const reached = (await counts()).events;
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(SEVERAL_BATCHES);
    expect(await run(slice)).toMatchObject({ created: SEVERAL_BATCHES - reached });
    expect(await counts()).toEqual(complete(SEVERAL_BATCHES));
  });

  it('mends products whose event was written before a kill and whose document was not', async () => {
    const few = slice.slice(0, 50);
    await run(few);
    await stores.mongo.products.deleteMany({ _id: { $in: few.slice(0, 20).map(({ id }) => id) } });
    expect(await run(few)).toMatchObject({ created: 0, revised: 0 });
    expect(await counts()).toEqual(complete(50));
  });

  it('brings in a product whose first import was shut out, because it had vanished between its claim and its event', async () => {
    const shutOut = { productId: 'p1', version: 1, event: { type: 'ChangeAbandoned' }, actor: 'system' } as const;
    await makeProductEvents(stores.mongo).append([{ ...shutOut, occurredAt: new Date('2026-01-01T12:00:00Z') }]);
    const product = { id: 'p1', details: aProduct() };
    expect(await run([product], '1')).toMatchObject({ created: 1, refused: [] });
    expect(await run([{ id: 'p1', details: aProduct({ name: 'Renamed' }) }], '2')).toMatchObject({ revised: 1 });
    expect(await stores.sql('select name, version from product')).toEqual([{ name: 'Renamed', version: 3 }]);
    expect(await stores.mongo.products.findOne({ _id: 'p1' })).toMatchObject({ version: 3 });
  });

  it('does not write a product twice when two imports run side by side', async () => {
    await Promise.all([run(slice), run(slice)]);
    expect(await counts()).toEqual(complete(SEVERAL_BATCHES));
  });
});

describe('an import of changed data', () => {
  const before = { id: 'p1', details: aProduct({ variants: [aVariant(), aVariant({ sku: 'OLD' })] }) };
  const dearer = aVariant({ price: { amount: 250, currency: 'USD' } });
  const after = { id: 'p1', details: aProduct({ name: 'Renamed', variants: [dearer] }) };

  it('revises the product and keeps the price that was', async () => {
    await run([before], '1');
    expect(await run([after], '2')).toMatchObject({ created: 0, revised: 1 });
    expect(await stores.sql('select name, min_price from product')).toEqual([{ name: 'Renamed', min_price: 100 }]);
    expect(await stores.sql('select sku, amount from price_point order by sku, changed_at')).toEqual([
      { sku: 'OLD', amount: 100 },
      { sku: 'TST001-NM', amount: 100 },
      { sku: 'TST001-NM', amount: 250 },
    ]);
    expect(await stores.mongo.products.findOne({ _id: 'p1' })).toMatchObject({
      version: 2,
      details: { name: 'Renamed' },
    });
  });

  it('keeps a SKU that the data no longer name, since orders may refer to it', async () => {
    await run([before], '1');
    await run([after], '2');
    expect(await stores.sql('select sku from variant order by sku')).toEqual([{ sku: 'OLD' }, { sku: 'TST001-NM' }]);
  });
});
