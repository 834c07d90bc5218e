import { CommitStock, newId, ReleaseLines } from '@cardstock/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory();
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const held = async (sku: string, quantity: number): Promise<string> => {
  await inventory.withStock({ [sku]: 10 });
  const orderId = newId();
  await inventory.reserve(orderId, [{ sku, quantity }]);
  await inventory.answer(orderId);
  return orderId;
};

const change = (orderId: string, sku: string, quantity: number, changeId = newId()) => ({
  orderId,
  changeId,
  lines: [{ sku, warehouseId: 'wh-east', quantity }],
  reason: 'line cancelled',
});

it('frees the pieces of cancelled lines, and commits only the others', async () => {
  const orderId = await held('part', 5);
  const cancelled = change(orderId, 'part', 2);
  await inventory.send(ReleaseLines, [cancelled]);
  expect(await inventory.answer(orderId, 2)).toEqual({
    type: 'InventoryLinesReleased',
    data: { orderId, changeId: cancelled.changeId },
  });
  expect(await inventory.levelsOf('part')).toMatchObject([{ onHand: 10, reserved: 3 }, {}]);
  await inventory.send(CommitStock, [{ orderId }]);
  expect((await inventory.answer(orderId, 3)).type).toBe('InventoryCommitted');
  expect(await inventory.levelsOf('part')).toMatchObject([{ onHand: 7, reserved: 0 }, {}]);
});

it('frees the same change once, however often it is asked for, and answers each time', async () => {
  const orderId = await held('once', 5);
  const cancelled = change(orderId, 'once', 2);
  await inventory.send(ReleaseLines, [cancelled, cancelled]);
  await inventory.send(ReleaseLines, [cancelled]);
  await inventory.answer(orderId, 4);
  expect(await inventory.levelsOf('once')).toMatchObject([{ reserved: 3 }, {}]);
});

it('frees at most what is held, down to nothing', async () => {
  const orderId = await held('most', 3);
  await inventory.send(ReleaseLines, [change(orderId, 'most', 99)]);
  await inventory.answer(orderId, 2);
  expect(await inventory.levelsOf('most')).toMatchObject([{ onHand: 10, reserved: 0 }, {}]);
  await inventory.send(ReleaseLines, [change(orderId, 'most', 1)]);
  expect((await inventory.answer(orderId, 3)).type).toBe('InventoryLinesReleased');
});
