import type { Envelope } from '@cardstock/contracts';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ProductCommand } from '../../src/domain/product/commands.ts';
import { runImport } from '../../src/index.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSource, freshStores, type TestStores } from '../stores.ts';

let stores: TestStores;
beforeEach(async () => {
  stores = await freshStores();
});
afterEach(() => stores.drop());

const projectAll = async (): Promise<void> => {
  while ((await stores.projector.step())?.hasMoved) {
    // Each step is one batch.
  }
};
const told = async () => {
  const rows = await stores.sql<{ envelope: Envelope }>('select envelope from outbox_message order by position');
  return rows.map(({ envelope: { type, sequence, data } }) => ({ type, sequence, data }));
};
const send = (productId: string, ...commands: readonly ProductCommand[]) =>
  commands.reduce<Promise<unknown>>(
    (before, command) =>
      before.then(() =>
        makeWriteSide(stores.mongo, stores.transact).handle({ productId, command, actor: 'test', at: new Date() }),
      ),
    Promise.resolve(),
  );
const price = { amount: 900, currency: 'USD' };

it('tells the other domains of each change of a product, once and in order', async () => {
  await send(
    'p',
    { type: 'CreateProduct', details: aProduct({ variants: [aVariant({ sku: 'A' })] }), categories: [] },
    { type: 'AddVariant', variant: aVariant({ sku: 'B' }) },
    { type: 'Publish' },
    { type: 'RetireVariant', sku: 'A' },
    { type: 'ChangePrices', prices: [{ sku: 'B', price }] },
    { type: 'Delete' },
  );
  await Promise.all([projectAll(), projectAll()]);
  const news = await told();
  const sale = (a: boolean, b?: boolean) => [
    expect.objectContaining({ sku: 'A', isOnSale: a }),
    ...(b === undefined ? [] : [expect.objectContaining({ sku: 'B', isOnSale: b })]),
  ];
  const data = (more: object) => expect.objectContaining({ productId: 'p', ...more });
  expect(news).toEqual([
    { type: 'ProductCreated', sequence: 1, data: data({ status: 'DRAFT', variants: sale(false), addedSkus: ['A'] }) },
    { type: 'ProductUpdated', sequence: 2, data: data({ variants: sale(false, false), addedSkus: ['B'] }) },
    { type: 'ProductUpdated', sequence: 3, data: data({ status: 'PUBLISHED', variants: sale(true, true) }) },
    { type: 'ProductUpdated', sequence: 4, data: data({ variants: sale(false, true), addedSkus: [] }) },
    { type: 'ProductUpdated', sequence: 5, data: data({ variants: sale(false, true) }) },
    { type: 'ProductPriceChanged', sequence: 5, data: data({ sku: 'B', price }) },
    { type: 'ProductDeleted', sequence: 6, data: data({ status: 'DELETED', variants: sale(false, false) }) },
  ]);
  expect(await stores.sql(`select amount from price_point where sku = 'B' order by changed_at`)).toEqual([
    { amount: 100 },
    { amount: 900 },
  ]);
});

it('does not tell of an imported product that staff took off sale as if it were for sale', async () => {
  const imported = (name: string) => [{ id: 'i', details: aProduct({ name, variants: [aVariant({ sku: 'I' })] }) }];
  await runImport({ source: aSource(imported('First'), '1'), stores });
  await send('i', { type: 'Archive' });
  await runImport({ source: aSource(imported('Second'), '2'), stores });
  expect((await told()).map(({ type }) => type)).toEqual(['ProductsImported', 'ProductUpdated', 'ProductUpdated']);
  expect((await told()).at(-1)?.data).toMatchObject({ status: 'ARCHIVED', variants: [{ sku: 'I', isOnSale: false }] });
  expect(await stores.sql('select name, status from unlisted_product')).toEqual([
    { name: 'Second', status: 'ARCHIVED' },
  ]);
  expect(await stores.sql('select id from product')).toEqual([]);
});

it('keeps what is in stock of a product that goes off sale and comes back', async () => {
  await runImport({
    source: aSource([{ id: 'i', details: aProduct({ variants: [aVariant({ sku: 'I' })] }) }]),
    stores,
  });
  await stores.sql(`update variant set available = 7, stock_revision = 3 where sku = 'I'`);
  await send('i', { type: 'Unpublish' }, { type: 'Publish' });
  await projectAll();
  expect(await stores.sql('select available from variant v join product p on p.id = v.product_id')).toEqual([
    { available: 7 },
  ]);
});

it('lets two products swap their slugs', async () => {
  const named = (slug: string): ProductCommand => ({
    type: 'CreateProduct',
    details: aProduct({ slug, variants: [aVariant({ sku: slug })] }),
    categories: [],
  });
  const rename = (slug: string): ProductCommand => ({ type: 'UpdateDetails', changes: { slug } });
  await send('a', named('one'), { type: 'Publish' });
  await send('b', named('two'), { type: 'Publish' });
  await projectAll();
  await send('a', rename('three'));
  await send('b', rename('one'));
  await send('a', rename('two'));
  await projectAll();
  expect(await stores.sql('select id, slug from product order by id')).toEqual([
    { id: 'a', slug: 'two' },
    { id: 'b', slug: 'one' },
  ]);
});
