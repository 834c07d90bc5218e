import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inMarketCurrency } from '@cardstock/contracts';
import { e2ePlatform, eventually, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportStores, openStores, runImport } from '../src/index.ts';
import { aProduct, aVariant } from './builders.ts';
import { aSource } from './stores.ts';

const platform = e2ePlatform();
const ID = 'price-visibility';
const SKU = 'TST900-NM';
/** Far less than answers are stored for. */
const AT_ONCE = { withinMs: 5_000 };
const QUERY = `{ product(id: "${ID}") { name variants { sku price { amount } } } }`;

let stores: ImportStores;
beforeAll(async () => {
  const file = join(platform.env['CARDSTOCK_DATA_DIR'] ?? '', 'run', 'catalog.json');
  const {
    MONGODB_URL = '',
    DATABASE_URL = '',
    REDIS_URL,
  } = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  stores = await openStores({ MONGODB_URL, DATABASE_URL, REDIS_URL }, testTools('catalog-import').log);
});
afterAll(() => stores.close());

const sellAt = (amount: number) => {
  const variants = [aVariant({ sku: SKU, price: inMarketCurrency(amount) })];
  const details = aProduct({ slug: ID, number: 'TST900', variants });
  return runImport({ source: aSource([{ id: ID, details }], `price ${amount}`), stores });
};

/** As a browser asks: the price, and whether the answer was a stored one. */
const look = async () => {
  const reply = await fetch(platform.gatewayUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data } = (await reply.json()) as { data: { product: { variants: { price: { amount: number } }[] } | null } };
  const isStored = reply.headers.get('cache-status')?.includes('hit') === true;
  return { price: data.product?.variants[0]?.price.amount, isStored };
};

describe('a price', () => {
  it('is answered from what the gateway has stored, and seen at once when it changes', async () => {
    // That there is no such product is stored, too.
    expect((await look()).price).toBeUndefined();
    for (const amount of [100, 250, 175]) {
      await sellAt(amount);
      await eventually(async () => expect((await look()).price).toBe(amount), AT_ONCE);
      await eventually(async () => expect(await look()).toEqual({ price: amount, isStored: true }), AT_ONCE);
    }
  });
});
