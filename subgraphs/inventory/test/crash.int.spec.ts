import { CommitStock, newId, ReserveStock } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory();
});
afterEach(() => inventory.expectBooksAgree());
afterAll(() => inventory.stop());

const WAITING_FOR_A_LOCK = `
  select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%stock_level%'`;

const waiting = () =>
  eventually(async () => {
    const pids = (await inventory.sql<{ pid: number }>(WAITING_FOR_A_LOCK)).map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThan(0);
    return pids;
  });

const traces = async (orderIds: readonly string[]) => {
  const [found] = await inventory.sql<{ reservations: number; movements: number }>(
    `select (select count(*) from reservation where order_id = any($1::uuid[]))::integer as reservations,
       (select count(*) from stock_movement where order_id = any($1::uuid[]))::integer as movements`,
    [orderIds],
  );
  return found;
};

it('leaves nothing of a batch whose connection dies in the middle, and does it all once afterwards', async () => {
  await inventory.withStock({ killed: 3 });
  const orders = Array.from({ length: 5 }, () => ({ orderId: newId(), lines: [{ sku: 'killed', quantity: 1 }] }));
  const ids = orders.map(({ orderId }) => orderId);
  const letGo = await inventory.holdLevels('killed');
  await inventory.send(ReserveStock, orders);
  for (const pid of await waiting()) await inventory.sql('select pg_terminate_backend($1)', [pid]);
  expect(await traces(ids)).toEqual({ reservations: 0, movements: 0 });
  await letGo();
  const answers = await Promise.all(ids.map((orderId) => inventory.answer(orderId)));
  expect(answers.filter(({ type }) => type === 'InventoryReserved')).toHaveLength(3);
  expect(await traces(ids)).toEqual({ reservations: 5, movements: 3 });
  expect(await inventory.levelsOf('killed')).toMatchObject([{ onHand: 3, reserved: 3 }, {}]);
  for (const orderId of ids) expect(inventory.answersTo(orderId)).toHaveLength(1);
});

it('does not let a command that cannot be carried out yet stop those beside it', async () => {
  await inventory.withStock({ beside: 9 });
  const [unknown, known] = [newId(), newId()];
  const letGo = await inventory.holdLevels('beside');
  await inventory.reserve(newId(), [{ sku: 'beside', quantity: 1 }]);
  await waiting();
  await inventory.send(CommitStock, [{ orderId: unknown }]);
  await inventory.reserve(known, [{ sku: 'beside', quantity: 2 }]);
  await letGo();
  expect((await inventory.answer(known)).type).toBe('InventoryReserved');
  await inventory.reserve(unknown, [{ sku: 'beside', quantity: 1 }]);
  expect((await inventory.answer(unknown, 2)).type).toBe('InventoryCommitted');
});
