import { newId } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { runImport } from '../../src/index.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { aSlice, aSource } from '../stores.ts';
import { aNewVariant } from '../write-side/new-product.ts';
import { projected, staffOf } from '../write-side/staff.ts';

let catalog: RunningCatalog;
let admin: MongoClient;
let staff: ReturnType<typeof staffOf>;

/** From here on MongoDB refuses what it would have to read a whole collection for. */
const allowScans = (isAllowed: boolean) => admin.db('admin').command({ setParameter: 1, notablescan: !isAllowed });

beforeAll(async () => {
  catalog = await startCatalogWith(await aSlice(20));
  admin = await new MongoClient(catalog.stores.mongodbUrl).connect();
  staff = staffOf(catalog);
  await allowScans(false);
});
afterAll(async () => {
  await allowScans(true);
  await admin.close();
  await catalog.stop();
});

const run = <Outcome>(query: string, variables: Record<string, unknown> = {}) =>
  staff.run<Outcome & { readonly __typename: string }>(`mutation ${query}`, variables);
const published = async (slug: string): Promise<string> => {
  const { product } = await staff.create(slug);
  const { product: onSale } = await staff.setStatus('publish', product.id);
  await projected(catalog, onSale);
  return product.id;
};

it('a query without an index is refused here, so that the others show that they have one', async () => {
  await expect(catalog.stores.mongo.products.findOne({ status: 'DRAFT' })).rejects.toMatchObject({ code: 291 });
});

describe('every query of the catalogue to MongoDB has an index', () => {
  it('where products are imported, changed, projected and looked at as they were', async () => {
    const slice = await aSlice(40);
    const renamed = slice.map(({ id, details }) => ({ id, details: { ...details, text: 'Another text.' } }));
    await runImport({ source: aSource(renamed, '2'), stores: catalog.stores });
    const id = await published('indexed');
    await staff.addVariant(id, 'indexed-lp');
    await staff.retireVariant(id, 'indexed-lp');
    await staff.update(id, { slug: 'indexed-anew' });
    expect(await staff.create('indexed-anew')).toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await staff.create('clash', { variants: [aNewVariant('indexed-nm')] })).toMatchObject({ code: 'SKU_TAKEN' });
    for (const verb of ['unpublish', 'archive', 'restore', 'delete']) await staff.setStatus(verb, id);
    const history =
      '{ outcome: product(id: "ID", asOf: "NOW") { name history(first: 3) { totalCount nodes { version } } } }';
    const now = new Date().toISOString();
    expect(await staff.run(history.replace('ID', id).replace('NOW', now), {})).toMatchObject({
      name: 'Product indexed',
    });
  });

  it('where prices are changed, at once, later and in bulk', async () => {
    const id = await published('priced');
    const price = { amount: 700, currency: 'USD' };
    const change = '($price: PriceInput!) { outcome: changePrice(sku: "priced-nm", price: $price) { __typename } }';
    expect(await run(change, { price })).toEqual({ __typename: 'ProductSaved' });
    const schedule =
      '($price: PriceInput!, $at: DateTime!) { outcome: schedulePriceChange(sku: "priced-nm", price: $price, effectiveAt: $at) { __typename } }';
    await run(schedule, { price: { ...price, amount: 800 }, at: new Date(Date.now() + 1_000) });
    const bulk = '($input: BulkChangePricesInput!) { outcome: bulkChangePrices(input: $input) { __typename } }';
    await run(bulk, { input: { importId: newId(), rule: { percent: 10, filter: { game: ['Flesh and Blood'] } } } });
    await eventually(async () => {
      const [row] = await catalog.stores.sql<{ pending: number }>(
        `select (select count(*) from price_import_line where status = 'PENDING')::int
              + (select count(*) from scheduled_price where status = 'PENDING')::int as pending`,
      );
      expect(row?.pending).toBe(0);
    });
    const last = await catalog.stores.mongo.events
      .find({ productId: id })
      .sort({ productId: -1, version: -1 })
      .limit(1)
      .toArray();
    expect(last).toMatchObject([{ type: 'VariantPricesChanged' }]);
  });

  it('where categories and definitions are kept, and the lag is read', async () => {
    const create =
      '($slug: String!) { outcome: createCategory(name: "x", slug: $slug) { __typename ... on CategorySaved { category { id } } } }';
    const { category } = await run<{ category: { id: string } }>(create, { slug: 'indexed' });
    const { product } = await staff.create('in-category', { categoryIds: [category.id] });
    await projected(catalog, product);
    const remove = '($id: ID!) { outcome: deleteCategory(id: $id) { __typename } }';
    expect(await run(remove, { id: category.id })).toEqual({ __typename: 'CategoryNotEmpty' });
    expect(await staff.run('{ outcome: catalogStatus { projectionLag { events } } }', {})).toEqual({
      projectionLag: { events: 0 },
    });
  });
});
