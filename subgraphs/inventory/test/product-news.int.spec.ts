import { newId, ProductCreated, ProductUpdated } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory({ OPENING_STOCK: 'demo' });
});
afterAll(() => inventory.stop());

const change = (version: number, addedSkus: readonly string[]) => ({
  productId: 'p',
  version,
  slug: 'p',
  name: 'P',
  status: 'DRAFT' as const,
  variants: ['STAFF-1', 'STAFF-2'].map((sku) => ({
    sku,
    title: sku,
    price: { amount: 100, currency: 'USD' },
    weightGrams: 2,
    isOnSale: false,
  })),
  addedSkus: [...addedSkus],
});
const levels = (sku: string) =>
  inventory.sql<{ on_hand: number; version: number }>('select on_hand, version from stock_level where sku = $1', [sku]);
/** Of the availability of a SKU: the sum over its warehouses, however many there are. */
const revisionOf = async (sku: string): Promise<number> =>
  (await levels(sku)).reduce((sum, { version }) => sum + version, 0);

it('opens SKUs that staff made without a piece, in a demonstration, too, and each of them once', async () => {
  await inventory.send(ProductCreated, [change(1, ['STAFF-1'])], [newId()]);
  await inventory.send(ProductUpdated, [change(2, ['STAFF-2'])], [newId()]);
  await eventually(async () => expect((await levels('STAFF-2')).length).toBeGreaterThan(0));
  await eventually(async () => expect((await levels('STAFF-1')).length).toBeGreaterThan(0));
  const all = [...(await levels('STAFF-1')), ...(await levels('STAFF-2'))];
  expect(new Set(all.map(({ on_hand }) => on_hand))).toEqual(new Set([0]));
  expect(await inventory.toldOf('STAFF-1', await revisionOf('STAFF-1'))).toHaveLength(1);
  await inventory.expectAllIsWell();
});
