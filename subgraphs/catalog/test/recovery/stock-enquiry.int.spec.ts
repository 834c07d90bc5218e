import type { AnnounceAvailability, DataOf, Envelope } from '@cardstock/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginStockEnquiry, makeAskForStock } from '../../src/application/stock-enquiry.ts';
import { runImport } from '../../src/index.ts';
import { livePosition } from '../../src/persistence/read-model.repository.ts';
import { stockEnquiries } from '../../src/persistence/stock-enquiry.repository.ts';
import { aSlice, aSource, freshStores, type TestStores } from '../stores.ts';

const PRODUCTS = 250;

let stores: TestStores;
beforeEach(async () => {
  stores = await freshStores();
});
afterEach(() => stores.drop());

const enquiry = () => ({
  transact: stores.transact,
  enquiries: stockEnquiries,
  livePosition,
  now: () => new Date('2026-01-01T12:00:00Z'),
});
const askForStock = () => makeAskForStock(enquiry())();
const begin = () => beginStockEnquiry(enquiry(), stores.sequence);

const askedFor = async (): Promise<string[]> => {
  const rows = await stores.sql<{ envelope: Envelope }>(
    `select envelope from outbox_message where type = 'AnnounceAvailability' order by position`,
  );
  return rows.flatMap(({ envelope }) => (envelope.data as DataOf<typeof AnnounceAvailability>).skus);
};
const skus = async (): Promise<string[]> =>
  (await stores.sql<{ sku: string }>('select sku from variant order by sku')).map(({ sku }) => sku);

/** As tables are that were made anew, beside the events of an import. */
const loseTables = async (): Promise<void> => {
  await stores.sql('truncate product, variant, price_point, stock_enquiry, outbox_message');
  await stores.sql('update projection_position set position = 0');
};
const projectAll = async (): Promise<void> => {
  while ((await stores.projector.step())?.hasMoved) {
    // Each step is one batch.
  }
};

describe('the stock of products that are older than the tables', () => {
  beforeEach(async () => {
    await runImport({ source: aSource(await aSlice(PRODUCTS)), stores });
    await loseTables();
    await begin();
  });

  it('is asked for once the products are there, every SKU once, also by two at the same time', async () => {
    expect(await askForStock()).toBe('waiting');
    expect(await askedFor()).toEqual([]);
    await projectAll();
    const ask = async (): Promise<void> => {
      while ((await askForStock()) === 'asked') {
        // Each step is one page.
      }
    };
    await Promise.all([ask(), ask()]);
    await ask();
    expect((await askedFor()).sort()).toEqual((await skus()).sort());
    expect(await askForStock()).toBe('nothing to ask');
  });

  it('is asked for page by page: who dies between two leaves the rest to the next', async () => {
    await projectAll();
    expect(await askForStock()).toBe('asked');
    const page = await askedFor();
    expect(page.length).toBeGreaterThan(0);
    expect(page.length).toBeLessThan((await skus()).length);
    await begin();
    await askForStock();
    expect((await askedFor()).slice(0, page.length)).toEqual(page);
    expect(new Set(await askedFor()).size).toBe((await askedFor()).length);
  });

  it('is not asked for, nor taken for asked, where the transaction fails', async () => {
    await projectAll();
    const failing: typeof stores.transact = (work) =>
      stores.transact(async (scope) => {
        await work(scope);
        throw new Error('the process died');
      });
    await expect(makeAskForStock({ ...enquiry(), transact: failing })()).rejects.toThrow('died');
    expect(await askedFor()).toEqual([]);
    expect(await askForStock()).toBe('asked');
  });
});

it('is nobody asked for where the tables are older than the products: the inventory tells of these by itself', async () => {
  await runImport({ source: aSource(await aSlice(5)), stores });
  await begin();
  expect(await askForStock()).toBe('nothing to ask');
  expect(await askedFor()).toEqual([]);
});
