import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { runImport } from '../../src/index.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSource, freshStores, type TestStores } from '../stores.ts';

const PRODUCTS = Array.from({ length: 60 }, (_product, number) => `P${number}`);
const CSV = `sku,amount\n${PRODUCTS.map((id) => `${id},900`).join('\n')}`;
const AT = new Date('2026-01-01T12:00:00Z');

let stores: TestStores;
let side: ReturnType<typeof makeWriteSide>;
beforeEach(async () => {
  stores = await freshStores();
  side = makeWriteSide(stores.mongo, stores.transact);
  const products = PRODUCTS.map((id) => ({
    id,
    details: aProduct({ slug: id.toLowerCase(), variants: [aVariant({ sku: id })] }),
  }));
  await runImport({ source: aSource(products), stores });
});
afterEach(() => stores.drop());

const viewer = aUser(['CATALOG_MANAGER']);
const start = async () => {
  const importId = newId();
  await side.staff.prices.bulkPrices.change({ viewer, at: AT }, { importId, dryRun: false, csv: CSV });
  return importId;
};
const step = (importId: string) => stores.transact(({ sql }) => side.applyPriceImport(sql, importId));
const statuses = async (importId: string) => {
  const report = await side.staff.prices.bulkPrices.find(viewer, importId);
  return Object.fromEntries(
    [...Map.groupBy(report?.lines ?? [], ({ status }) => status)].map(([status, lines]) => [status, lines.length]),
  );
};
const changes = () => stores.mongo.events.countDocuments({ type: 'VariantPricesChanged' });

it('a bulk change that is killed in the middle goes on, does nothing twice, and says exactly what it did', async () => {
  const importId = await start();
  await step(importId);
  expect(await statuses(importId)).toEqual({ APPLIED: 25, PENDING: 35 });
  const dying = stores.transact(async ({ sql }) => {
    await side.applyPriceImport(sql, importId);
    throw new Error('dies before the commit');
  });
  await expect(dying).rejects.toThrow('dies');
  expect(await statuses(importId)).toEqual({ APPLIED: 25, PENDING: 35 });
  expect(await changes()).toBe(50);
  await step(importId);
  await step(importId);
  expect(await statuses(importId)).toEqual({ APPLIED: 60 });
  expect(await changes()).toBe(60);
});

it('two processes at once do nothing twice', async () => {
  const importId = await start();
  await Promise.all([step(importId), step(importId)]);
  expect(await changes()).toBe(25);
  expect(await statuses(importId)).toEqual({ APPLIED: 25, PENDING: 35 });
});

it('a price that moved after the plan is left alone, and so is a product that cannot be changed', async () => {
  const importId = await start();
  const prices = [{ sku: 'P0', price: { amount: 7, currency: 'USD' } }];
  const request = { actor: 'test', at: AT };
  await side.handle({ productId: 'P0', command: { type: 'ChangePrices', prices }, ...request });
  await side.handle({ productId: 'P1', command: { type: 'Archive' }, ...request });
  await step(importId);
  const report = await side.staff.prices.bulkPrices.find(viewer, importId);
  expect(report?.lines.slice(0, 2).map(({ status, code }) => [status, code])).toEqual([
    ['REFUSED', 'PRICE_MOVED'],
    ['REFUSED', 'PRODUCT_STATE_ILLEGAL'],
  ]);
});
