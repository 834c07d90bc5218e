import { CommitStock, newId, ReleaseLines, ReleaseStock, ReserveStock } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory({
    RESERVATION_TTL_MS: '50',
    RESERVATION_SWEEP_EVERY_MS: '10',
  });
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const SKUS = ['storm-a', 'storm-b', 'storm-c', 'storm-d'];

/** Two or three SKUs per order, each order beginning with another one. */
const linesOf = (turn: number) =>
  Array.from({ length: 2 + (turn % 2) }, (_, place) => ({
    sku: SKUS[(turn * 3 + place) % SKUS.length] as string,
    quantity: 1 + ((turn + place) % 2),
  }));

const orders = Array.from({ length: 80 }, (_, turn) => ({ orderId: newId(), lines: linesOf(turn), turn }));
const each = (fraction: number) => orders.filter(({ turn }) => turn % 4 === fraction);
const ends = ['InventoryReleased', 'InventoryCommitted', 'InventoryReservationFailed'];

const sendTwice: Inventory['send'] = async (contract, items) => {
  const ids = items.map(() => newId());
  await inventory.send(contract, items, ids);
  await inventory.send(contract, items.toReversed(), ids.toReversed());
};

const correctByHand = (delta: number) =>
  Promise.all(SKUS.map((sku, turn) => inventory.adjust({ sku, delta, warehouseId: turn % 2 ? 'wh-east' : 'wh-west' })));

it('keeps its books while two processes reserve, wait, free, ship, correct and sweep at the same time', async () => {
  await inventory.withStock(Object.fromEntries(SKUS.map((sku) => [sku, 20])));
  for (const sku of SKUS.slice(2)) await inventory.withPolicy(sku, { backorder: 'ALLOW' });
  const endReplica = await inventory.withReplica();
  const reserving = sendTwice(
    ReserveStock,
    orders.map(({ orderId, lines }) => ({ orderId, lines })),
  );
  await Promise.all([reserving, correctByHand(1), correctByHand(2)]);
  await Promise.all(orders.map(({ orderId }) => inventory.answer(orderId)));
  const partly = each(1).map(({ orderId, lines }) => {
    const freed = lines.slice(0, 1).map((line) => ({ ...line, warehouseId: 'wh-east' }));
    return { orderId, changeId: newId(), lines: freed, reason: 'line cancelled' };
  });
  await Promise.all([
    sendTwice(
      ReleaseStock,
      each(0).map(({ orderId }) => ({ orderId, reason: 'cancelled' })),
    ),
    sendTwice(ReleaseLines, partly),
    sendTwice(
      CommitStock,
      each(2).map(({ orderId }) => ({ orderId })),
    ),
    correctByHand(3),
  ]);
  await eventually(() => {
    for (const { orderId } of each(0)) expect(ends).toContain(inventory.answersTo(orderId).at(-1)?.type);
    for (const { orderId } of each(1))
      expect(inventory.answersTo(orderId).map(({ type }) => type)).toContain('InventoryLinesReleased');
  });
  await eventually(async () => expect(await inventory.sql('select * from backorder_call')).toEqual([]));
  await sendTwice(
    ReleaseStock,
    orders.map(({ orderId }) => ({ orderId, reason: 'over' })),
  );
  await eventually(() => {
    for (const { orderId } of orders) expect(ends).toContain(inventory.answersTo(orderId).at(-1)?.type);
  });
  await endReplica();
  expect(await inventory.sql(`select * from stock_level where reserved <> 0`)).toEqual([]);
  expect(await inventory.sql('select * from backorder_line')).toEqual([]);
});
