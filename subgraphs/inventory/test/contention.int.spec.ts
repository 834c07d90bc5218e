import { newId, ReserveStock, type SkuQuantity } from '@cardstock/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Adjusted, anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory();
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const reserveAll = async (carts: readonly SkuQuantity[][]): Promise<string[]> => {
  const orders = carts.map((lines) => ({ orderId: newId(), lines }));
  await inventory.send(ReserveStock, orders);
  const answers = await Promise.all(orders.map(({ orderId }) => inventory.answer(orderId)));
  return answers.map(({ type }) => type);
};

const count = (types: readonly string[], wanted: string): number => types.filter((type) => type === wanted).length;

it('sells 10 pieces to exactly 10 of 50 buyers who come at once', async () => {
  await inventory.withStock({ hot: 10 });
  const types = await reserveAll(Array.from({ length: 50 }, () => [{ sku: 'hot', quantity: 1 }]));
  expect([count(types, 'InventoryReserved'), count(types, 'InventoryReservationFailed')]).toEqual([10, 40]);
  expect(await inventory.levelsOf('hot')).toMatchObject([{ onHand: 10, reserved: 10 }, { reserved: 0 }]);
});

it('sells the last piece to exactly one of 20 who come at once', async () => {
  await inventory.withStock({ last: 1 });
  const types = await reserveAll(Array.from({ length: 20 }, () => [{ sku: 'last', quantity: 1 }]));
  expect([count(types, 'InventoryReserved'), count(types, 'InventoryReservationFailed')]).toEqual([1, 19]);
});

it('sells 10 pieces to exactly 10 of 40 where two processes take the orders, and every message comes twice', async () => {
  await inventory.withStock({ replicated: 10, another: 40 });
  const endReplica = await inventory.withReplica();
  const orders = Array.from({ length: 40 }, (_, turn) => {
    const lines = ['replicated', 'another'].map((sku) => ({ sku, quantity: 1 }));
    return { orderId: newId(), lines: turn % 2 === 0 ? lines : lines.toReversed() };
  });
  const ids = orders.map(() => newId());
  await inventory.send(ReserveStock, orders, ids);
  await inventory.send(ReserveStock, orders.toReversed(), ids.toReversed());
  const answers = await Promise.all(orders.map(({ orderId }) => inventory.answer(orderId)));
  await inventory.send(ReserveStock, orders, ids);
  const types = answers.map(({ type }) => type);
  expect([count(types, 'InventoryReserved'), count(types, 'InventoryReservationFailed')]).toEqual([10, 30]);
  const next = await reserveAll([[{ sku: 'another', quantity: 1 }]]);
  expect(next).toEqual(['InventoryReserved']);
  await endReplica();
  expect(orders.flatMap(({ orderId }) => inventory.answersTo(orderId))).toHaveLength(40);
  expect(await inventory.levelsOf('another')).toMatchObject([{ onHand: 40, reserved: 11 }, { reserved: 0 }]);
});

it('lets orders that name the same SKUs in opposite order pass without a deadlock', async () => {
  await inventory.withStock({ 'dead-a': 40, 'dead-b': 40, 'dead-c': 40 });
  const there = ['dead-a', 'dead-b', 'dead-c'].map((sku) => ({ sku, quantity: 1 }));
  const types = await reserveAll(
    Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? there : there.toReversed())),
  );
  expect(count(types, 'InventoryReserved')).toBe(40);
  expect(await inventory.levelsOf('dead-b')).toMatchObject([{ onHand: 40, reserved: 40 }, { reserved: 0 }]);
});

it('never lets corrections by hand and orders take the same pieces', async () => {
  await inventory.withStock({ fought: 20 });
  const orders = reserveAll(Array.from({ length: 20 }, () => [{ sku: 'fought', quantity: 1 }]));
  const edits = await Promise.all(Array.from({ length: 20 }, () => inventory.adjust({ sku: 'fought', delta: -1 })));
  const taken = edits.filter(({ data }) => data.adjustStock.__typename === 'AdjustStockSuccess').length;
  expect(edits.every(({ errors }) => errors === undefined)).toBe(true);
  const held = count(await orders, 'InventoryReserved');
  expect(held + taken).toBe(20);
  expect(await inventory.levelsOf('fought')).toMatchObject([{ onHand: 20 - taken, reserved: held }, { onHand: 0 }]);
});

it('lets exactly one of many edits of the same version through', async () => {
  await inventory.withStock({ edited: 10 });
  const [before] = await inventory.levelsOf('edited');
  const edits = await Promise.all(
    Array.from({ length: 8 }, () => inventory.adjust({ sku: 'edited', delta: 5, expectedVersion: before?.version })),
  );
  const outcomes = edits.map(({ data }: { data: Adjusted }) => data.adjustStock.__typename);
  expect([count(outcomes, 'AdjustStockSuccess'), count(outcomes, 'StaleStockVersion')]).toEqual([1, 7]);
  expect(await inventory.levelsOf('edited')).toMatchObject([{ onHand: 15 }, { onHand: 0 }]);
});

it('tells the catalog a revision that grows with every change of a SKU, never the same twice', async () => {
  await inventory.withStock({ ordered: 30 });
  await Promise.all([
    reserveAll(Array.from({ length: 15 }, () => [{ sku: 'ordered', quantity: 1 }])),
    ...Array.from({ length: 5 }, () => inventory.adjust({ sku: 'ordered', delta: 1, warehouseId: 'wh-west' })),
  ]);
  const [{ available, revision } = { available: 0, revision: 0 }] = await inventory.sql<{
    available: number;
    revision: number;
  }>(
    `select sum(on_hand - reserved)::integer as available, sum(version)::integer as revision from stock_level where sku = 'ordered'`,
  );
  const told = await inventory.toldOf('ordered', revision);
  expect(new Set(told.map((level) => level.revision)).size).toBe(told.length);
  expect(told.find((level) => level.revision === revision)?.available).toBe(available);
  expect(available).toBe(30 + 5 - 15);
});
