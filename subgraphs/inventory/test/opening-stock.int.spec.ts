import { newId, ProductsImported } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory({ OPENING_STOCK: 'demo' });
});
afterAll(() => inventory.stop());

const PRODUCTS = 250;
const CONDITIONS = ['NM', 'LP', 'MP', 'HP', 'DMG'];

const page = (name: string) => ({
  products: Array.from({ length: PRODUCTS }, (_, number) => ({
    productId: `${name}-${number}`,
    name: `${name} ${number}`,
    variants: CONDITIONS.map((condition) => ({
      sku: `${name}-${number}-${condition}`,
      title: `${name} ${number} ${condition}`,
      price: { amount: 100, currency: 'USD' },
      weightGrams: 2,
    })),
  })),
});

const sums = async (name: string) =>
  (
    await inventory.sql<{ skus: number; pieces: number; soldOut: number }>(
      `select count(*)::integer as skus, sum(pieces)::integer as pieces, (count(*) filter (where pieces = 0))::integer as "soldOut"
       from (select sku, sum(on_hand) as pieces from stock_level where sku like $1 group by sku) as stock`,
      [`${name}-%`],
    )
  )[0];

it('gives every SKU of the catalogue stock through the ledger, and tells the catalog of each page once', async () => {
  const messageId = newId();
  await inventory.send(ProductsImported, [page('first')], [messageId]);
  const told = await inventory.toldOf('first-0-NM', 2);
  expect(told).toHaveLength(1);
  const stock = await sums('first');
  expect(stock?.skus).toBe(PRODUCTS * CONDITIONS.length);
  expect(stock?.soldOut).toBeGreaterThan(60);
  expect(stock?.soldOut).toBeLessThan(140);
  const [ledger] = await inventory.sql<{ pieces: number }>(
    `select sum(on_hand_delta)::integer as pieces from stock_movement where kind = 'RECEIVE' and reason = 'opening stock'`,
  );
  expect(ledger?.pieces).toBe(stock?.pieces);
  await inventory.expectAllIsWell();
});

it('gives nothing a second time when the same products are imported again', async () => {
  await inventory.send(ProductsImported, [page('twice')]);
  await inventory.toldOf('twice-0-NM', 2);
  const before = await sums('twice');
  await inventory.send(ProductsImported, [page('twice'), page('twice')]);
  await eventually(async () => expect(await inventory.toldOf('twice-0-NM', 2)).toHaveLength(3));
  expect(await sums('twice')).toEqual(before);
  await inventory.expectAllIsWell();
});

it('opens the same SKUs once when two pages with them come at the same moment', async () => {
  const both = page('both');
  await inventory.send(ProductsImported, [both, { products: both.products.toReversed() }]);
  await eventually(async () => expect(await inventory.toldOf('both-0-NM', 2)).toHaveLength(2));
  expect((await sums('both'))?.skus).toBe(PRODUCTS * CONDITIONS.length);
  await inventory.expectAllIsWell();
});
