import { newId } from '@cardstock/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
const orderId = newId();
beforeAll(async () => {
  inventory = await anInventory();
  await inventory.withStock({ proven: 5 });
  await inventory.reserve(orderId, [{ sku: 'proven', quantity: 2 }]);
  await inventory.answer(orderId);
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const MOVEMENT = `insert into stock_movement (sku, warehouse_id, kind, on_hand_delta, reserved_delta, reason, actor, occurred_at)`;

it.each([
  [
    'a level without a movement',
    `update stock_level set on_hand = 6 where sku = 'proven' and warehouse_id = 'wh-east'`,
  ],
  ['a movement without a level', `${MOVEMENT} values ('proven', 'wh-east', 'ADJUST', 1, 0, 'none', 'nobody', now())`],
  [
    'a movement of a SKU that has no level',
    `${MOVEMENT} values ('ghost', 'wh-east', 'ADJUST', 1, 0, 'none', 'nobody', now())`,
  ],
  ['held pieces without a reservation', `update reservation set status = 'RELEASED'`],
  ['a reservation without held pieces', `update reservation_line set quantity = 3`],
  [
    'a ledger that was below zero on the way',
    `${MOVEMENT} values ('proven', 'wh-west', 'ADJUST', -1, 0, 'none', 'nobody', now()), ('proven', 'wh-west', 'ADJUST', 1, 0, 'none', 'nobody', now())`,
  ],
])('finds %s', async (_what, statement) => {
  expect(await inventory.breachesAfter(statement)).toHaveLength(1);
});

it('shows what ledger, level and reservations say of a SKU', async () => {
  const [east, west] = await inventory.sql(`select * from stock_proof('{proven}') order by warehouse_id`);
  const agreed = { sku: 'proven', was_negative: false, agrees: true };
  const five = { on_hand: 5, ledger_on_hand: 5, reserved: 2, ledger_reserved: 2, open_reservations: 2 };
  expect(east).toEqual({ ...agreed, ...five, warehouse_id: 'wh-east' });
  expect(west).toMatchObject({ ...agreed, on_hand: 0, open_reservations: 0 });
});

it.each([
  ['more reserved than there is', 'set reserved = 6'],
  ['fewer pieces than none', 'set on_hand = -1, reserved = 0'],
  ['fewer held than none', 'set reserved = -1'],
])('does not even take %s', async (_what, change) => {
  await expect(inventory.sql(`update stock_level ${change} where sku = 'proven'`)).rejects.toThrow('check constraint');
});
