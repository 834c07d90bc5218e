import { parseConfig } from '@cardstock/service';
import {
  eventually,
  freshDatabase,
  freshRedisUrl,
  type StartedProgram,
  startProgram,
  type TestDatabase,
  type TestKeys,
  testKeys,
  testTools,
} from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { catalogConfig, runImport, startCatalog } from '../../src/index.ts';
import { aSlice, aSource, freshStores, type TestStores } from '../stores.ts';

const PRODUCTS = 40;
const PATIENCE = { withinMs: 40_000, everyMs: 100 };

let stores: TestStores;
let ofInventory: TestDatabase;
let anew: TestDatabase;
let keys: TestKeys;
let redisUrl: string;
beforeAll(async () => {
  [stores, ofInventory, anew, redisUrl, keys] = await Promise.all([
    freshStores(),
    freshDatabase(),
    freshDatabase(),
    freshRedisUrl(),
    testKeys(),
  ]);
});
afterAll(() => Promise.all([stores.drop(), ofInventory.drop(), anew.drop(), keys.remove()]));

const startCatalogOn = (databaseUrl: string) =>
  startCatalog(
    parseConfig(catalogConfig, {
      PORT: '0',
      DATABASE_URL: databaseUrl,
      MONGODB_URL: stores.mongodbUrl,
      REDIS_URL: redisUrl,
      ...keys.environmentOf('catalog'),
    }),
    testTools('catalog'),
  );

const startInventory = (): StartedProgram =>
  startProgram('subgraphs/inventory/dist/main.js', {
    PORT: '0',
    DATABASE_URL: ofInventory.url,
    REDIS_URL: redisUrl,
    OPENING_STOCK: 'demo',
    NODE_OPTIONS: '',
    ...keys.environmentOf('inventory'),
  });

const rowsOf = async <Row extends object>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};

interface Stock {
  readonly sku: string;
  readonly available: number;
  readonly stock_revision: string;
}
const stockIn = (url: string): Promise<Stock[]> =>
  rowsOf<Stock>(url, 'select sku, available, stock_revision from variant order by sku');
const isTold = ({ stock_revision }: Stock): boolean => Number(stock_revision) > 0;

it('tables that are lost altogether come back from the events, and stock from the inventory, which may be away at first', async () => {
  await runImport({ source: aSource(await aSlice(PRODUCTS)), stores });
  const firstCatalog = await startCatalogOn(stores.databaseUrl);
  const firstInventory = startInventory();
  const before = await eventually(async () => {
    const stock = await stockIn(stores.databaseUrl);
    expect(stock.every(isTold)).toBe(true);
    return stock;
  }, PATIENCE);
  expect(before.some(({ available }) => available > 0)).toBe(true);
  await firstInventory.interrupt();
  await firstCatalog.stop();

  const catalog = await startCatalogOn(anew.url);
  await eventually(async () => {
    expect((await stockIn(anew.url)).length).toBe(before.length);
    expect(await rowsOf(anew.url, 'select 1 from stock_enquiry where finished_at is not null')).toHaveLength(1);
  }, PATIENCE);
  expect((await stockIn(anew.url)).some(isTold)).toBe(false);

  const inventory = startInventory();
  await eventually(async () => expect(await stockIn(anew.url)).toEqual(before), PATIENCE);
  await inventory.interrupt();
  await catalog.stop();
});
