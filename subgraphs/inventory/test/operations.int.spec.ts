import { newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, CUSTOMER, type Inventory, WAREHOUSE_STAFF } from './builders.ts';
import { operationsOn, type StaffOperations } from './operations.ts';

let inventory: Inventory;
let staff: StaffOperations;
beforeAll(async () => {
  inventory = await anInventory();
  staff = operationsOn(inventory);
  await inventory.withStock({ plenty: 20 });
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const EAST = { sku: 'plenty', warehouseId: 'wh-east' };
const EAST_TO_WEST = { sku: 'plenty', fromWarehouseId: 'wh-east', toWarehouseId: 'wh-west' };
const ledgerOf = (sku: string, kind: string) =>
  inventory.sql(
    `select warehouse_id as at, on_hand_delta as delta, reason, reference, actor from stock_movement
     where sku = $1 and kind = $2 order by id`,
    [sku, kind],
  );

/** Counts the changes of a SKU in all warehouses. */
const revisionOf = async (sku: string) =>
  (await inventory.levelsOf(sku)).reduce((sum, { version }) => sum + version, 0);

const held = async (sku: string, quantity: number) => {
  const orderId = newId();
  await inventory.reserve(orderId, [{ sku, quantity }]);
  expect(await inventory.answer(orderId)).toMatchObject({ type: 'InventoryReserved' });
};

describe('a receipt', () => {
  it('adds pieces and writes who, why and on which paper', async () => {
    await inventory.withStock({ received: 1 });
    const input = { sku: 'received', warehouseId: 'wh-east', quantity: 5, reason: 'delivery', reference: 'PO-7 📦' };
    expect(await staff.reply('receiveStock', input)).toMatchObject({ level: { onHand: 6, version: 3 } });
    expect(await ledgerOf('received', 'RECEIVE')).toEqual([
      { at: 'wh-east', delta: 5, reason: 'delivery', reference: 'PO-7 📦', actor: WAREHOUSE_STAFF.id },
    ]);
    const revision = await revisionOf('received');
    expect(await inventory.toldOf('received', revision)).toContainEqual({ sku: 'received', available: 6, revision });
  });

  it('opens a level where there was none', async () => {
    await inventory.withStock({ spread: 1 });
    await staff.reply('upsertWarehouse', { id: 'wh-north', code: 'NORTH', name: 'North', priority: 3 });
    const replies = await Promise.all(
      [1, 2, 3].map((quantity) => staff.reply('receiveStock', { sku: 'spread', warehouseId: 'wh-north', quantity })),
    );
    expect(Math.max(...replies.map(({ level }) => level.onHand))).toBe(6);
  });

  it('that would fill a level beyond the brim is refused', async () => {
    await inventory.withStock({ full: 0 });
    await staff.reply('countStock', { sku: 'full', warehouseId: 'wh-east', counted: 100_000_000 });
    expect(await staff.reply('receiveStock', { sku: 'full', warehouseId: 'wh-east', quantity: 1 })).toEqual({
      __typename: 'StockTooLarge',
      code: 'STOCK_TOO_LARGE',
      message: expect.any(String),
      onHand: 100_000_000,
      delta: 1,
      most: 100_000_000,
    });
    expect((await inventory.adjust({ sku: 'full', delta: 1 })).data.adjustStock.__typename).toBe('StockTooLarge');
  });
});

describe('a transfer', () => {
  it('is two movements, and nothing is made or lost', async () => {
    await inventory.withStock({ travels: 10 });
    const reply = await staff.reply('transferStock', {
      ...EAST_TO_WEST,
      sku: 'travels',
      quantity: 4,
      expectedVersion: 2,
    });
    expect(reply).toMatchObject({ from: { onHand: 6, version: 3 }, to: { onHand: 4, version: 2 } });
    const movements = await ledgerOf('travels', 'TRANSFER');
    expect(movements).toMatchObject([
      { at: 'wh-east', delta: -4 },
      { at: 'wh-west', delta: 4 },
    ]);
  });

  it('leaves what orders hold', async () => {
    await inventory.withStock({ promised: 5 });
    await held('promised', 3);
    expect(await staff.reply('transferStock', { ...EAST_TO_WEST, sku: 'promised', quantity: 3 })).toMatchObject({
      __typename: 'NegativeStock',
      code: 'STOCK_NEGATIVE',
      onHand: 5,
      reserved: 3,
      delta: -3,
    });
    expect(await ledgerOf('promised', 'TRANSFER')).toEqual([]);
  });

  it('and reservations at the same time neither oversell nor lose a piece', async () => {
    await inventory.withStock({ contested: 10 });
    const orders = Array.from({ length: 10 }, () => newId());
    const [transfers] = await Promise.all([
      Promise.all(
        Array.from({ length: 10 }, (_, turn) => {
          const way = turn % 2 === 0 ? EAST_TO_WEST : { fromWarehouseId: 'wh-west', toWarehouseId: 'wh-east' };
          return staff.reply('transferStock', { ...way, sku: 'contested', quantity: 2 });
        }),
      ),
      Promise.all(orders.map((orderId) => inventory.reserve(orderId, [{ sku: 'contested', quantity: 1 }]))),
    ]);
    const answers = await Promise.all(orders.map((orderId) => inventory.answer(orderId)));
    expect(answers.map(({ type }) => type)).toEqual(orders.map(() => 'InventoryReserved'));
    for (const { __typename } of transfers) expect(['TransferStockSuccess', 'NegativeStock']).toContain(__typename);
    const levels = await inventory.levelsOf('contested');
    expect(levels.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(10);
    expect(levels.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(10);
  });

  it('to where it comes from is bad input', async () => {
    const error = await staff.errorOf('transferStock', { ...EAST_TO_WEST, toWarehouseId: 'wh-east', quantity: 1 });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'toWarehouseId' }] });
  });
});

describe('a count', () => {
  const count = (sku: string, counted: number) => staff.reply('countStock', { sku, warehouseId: 'wh-east', counted });
  const countsOf = (sku: string) =>
    inventory.sql('select expected, counted, actor from stock_count where sku = $1', [sku]);

  it('posts the difference', async () => {
    await inventory.withStock({ counted: 10 });
    expect(await count('counted', 8)).toMatchObject({ level: { onHand: 8 }, expected: 10, difference: -2 });
    expect(await ledgerOf('counted', 'COUNT')).toMatchObject([{ delta: -2 }]);
  });

  it('that finds what was expected moves nothing and is kept', async () => {
    await inventory.withStock({ exact: 4 });
    expect(await count('exact', 4)).toMatchObject({ level: { onHand: 4, version: 2 }, difference: 0 });
    expect(await ledgerOf('exact', 'COUNT')).toEqual([]);
    expect(await countsOf('exact')).toEqual([{ expected: 4, counted: 4, actor: WAREHOUSE_STAFF.id }]);
  });

  it('of fewer pieces than orders hold is refused', async () => {
    await inventory.withStock({ short: 5 });
    await held('short', 3);
    expect(await count('short', 2)).toMatchObject({
      __typename: 'CountBelowReserved',
      code: 'STOCK_COUNT_BELOW_RESERVED',
      counted: 2,
      level: { reserved: 3 },
    });
    expect(await countsOf('short')).toEqual([]);
  });

  it('cannot be rewritten', async () => {
    await expect(inventory.sql('update stock_count set counted = 0')).rejects.toThrow('append-only');
    await expect(inventory.sql('delete from stock_setting_change')).rejects.toThrow('append-only');
  });
});

describe('safety stock', () => {
  it('is not sold, and is in the house all the same', async () => {
    await inventory.withStock({ kept: 5 });
    const input = { sku: 'kept', warehouseId: 'wh-east', safetyStock: 4, expectedVersion: 2 };
    expect(await staff.reply('setSafetyStock', input)).toMatchObject({
      level: { onHand: 5, safetyStock: 4, available: 1, version: 3 },
    });
    const revision = await revisionOf('kept');
    expect(await inventory.toldOf('kept', revision)).toContainEqual({ sku: 'kept', available: 1, revision });
    const notes = await inventory.sql(
      `select before, after, actor from stock_setting_change where sku = 'kept' and setting = 'SAFETY_STOCK'`,
    );
    expect(notes).toEqual([{ before: 0, after: 4, actor: WAREHOUSE_STAFF.id }]);
  });
});

describe('a policy', () => {
  const rules = { lowStockAt: 3, backorder: 'ALLOW', backorderLimit: 10, expectedAt: '2030-01-01T00:00:00.000Z' };

  it('holds from now on, and its next version is refused to who saw none', async () => {
    await inventory.withStock({ ruled: 0 });
    const input = { sku: 'ruled', ...rules, expectedVersion: 0 };
    expect(await staff.reply('setStockPolicy', input)).toMatchObject({
      policy: { ...rules, preorderUntil: null, version: 1 },
    });
    expect(await staff.reply('setStockPolicy', input)).toMatchObject({
      __typename: 'StaleStockPolicy',
      code: 'STOCK_POLICY_STALE',
      policy: { version: 1 },
    });
    const { data } = await inventory.ask(
      WAREHOUSE_STAFF,
      `{ _entities(representations: [{ __typename: "Variant", sku: "ruled" }]) {
        ... on Variant { availability { status } stockPolicy { lowStockAt version } } } }`,
    );
    expect(data).toEqual({
      _entities: [{ availability: { status: 'BACKORDER' }, stockPolicy: { lowStockAt: 3, version: 1 } }],
    });
  });

  it('of a SKU that nobody knows is not found', async () => {
    expect(await staff.errorOf('setStockPolicy', { sku: 'nobody-knows', ...rules })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('edits of one level at the same time', () => {
  it.each([
    ['receiveStock', { quantity: 1 }],
    ['countStock', { counted: 3 }],
    ['setSafetyStock', { safetyStock: 1 }],
    ['transferStock', { quantity: 1 }],
  ] as const)('%s: exactly one of those who saw the same version wins', async (name, input) => {
    const sku = `raced-${name}`;
    await inventory.withStock({ [sku]: 5 });
    const place = name === 'transferStock' ? { ...EAST_TO_WEST, sku } : { sku, warehouseId: 'wh-east' };
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => staff.reply(name, { ...place, ...input, expectedVersion: 2 })),
    );
    const stale = replies.filter(({ __typename }) => __typename === 'StaleStockVersion');
    expect(stale).toHaveLength(7);
    expect(stale[0].level.version).toBe(3);
  });
});

describe('bad input', () => {
  const MOST = 2 ** 31;
  it.each([
    ['receiveStock', { ...EAST, quantity: 0 }, 'quantity'],
    ['receiveStock', { ...EAST, quantity: -1 }, 'quantity'],
    ['receiveStock', { ...EAST, quantity: 1_000_001 }, 'quantity'],
    ['receiveStock', { ...EAST, quantity: 1, reason: ' ' }, 'reason'],
    ['receiveStock', { ...EAST, quantity: 1, reference: 'a\u0000' }, 'reference'],
    ['transferStock', { ...EAST_TO_WEST, quantity: 0 }, 'quantity'],
    ['countStock', { ...EAST, counted: -1 }, 'counted'],
    ['countStock', { ...EAST, counted: 100_000_001 }, 'counted'],
    ['setSafetyStock', { ...EAST, safetyStock: -1 }, 'safetyStock'],
    ['setStockPolicy', { sku: 'plenty', backorder: 'DENY', lowStockAt: -1 }, 'lowStockAt'],
    [
      'setStockPolicy',
      { sku: 'plenty', backorder: 'ALLOW', lowStockAt: 1, expectedAt: '0000-01-01T00:00:00Z' },
      'expectedAt',
    ],
    ['upsertWarehouse', { id: 'WH east', code: 'E', name: 'East', priority: 1 }, 'id'],
    ['upsertWarehouse', { id: 'wh', code: 'e', name: 'East', priority: 1 }, 'code'],
    ['upsertWarehouse', { id: 'wh', code: 'E', name: 'East', priority: 0 }, 'priority'],
  ] as const)('of %s (%j) names the field', async (name, input, field) => {
    const error = await staff.errorOf(name, input);
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });

  it('is a number that no Int can hold', async () => {
    expect(await staff.errorOf('receiveStock', { ...EAST, quantity: MOST })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['receiveStock', { sku: 'nobody-knows', warehouseId: 'wh-east', quantity: 1 }],
    ['receiveStock', { sku: 'plenty', warehouseId: 'wh-moon', quantity: 1 }],
    ['transferStock', { ...EAST_TO_WEST, toWarehouseId: 'wh-moon', quantity: 1 }],
    ['transferStock', { ...EAST_TO_WEST, fromWarehouseId: 'wh-moon', quantity: 1 }],
    ['countStock', { sku: 'nobody-knows', warehouseId: 'wh-east', counted: 1 }],
    ['setSafetyStock', { sku: 'plenty', warehouseId: 'wh-moon', safetyStock: 1 }],
    ['setWarehouseActive', { id: 'wh-moon', isActive: false }],
  ] as const)('of %s for something that there is not is NOT_FOUND', async (name, input) => {
    expect(await staff.errorOf(name, input)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('operations', () => {
  const inputs = [
    ['receiveStock', { ...EAST, quantity: 1 }],
    ['transferStock', { ...EAST_TO_WEST, quantity: 1 }],
    ['countStock', { ...EAST, counted: 1 }],
    ['setSafetyStock', { ...EAST, safetyStock: 1 }],
    ['setStockPolicy', { sku: 'plenty', backorder: 'DENY', lowStockAt: 1 }],
    ['upsertWarehouse', { id: 'wh-mine', code: 'MINE', name: 'Mine', priority: 1 }],
    ['setWarehouseActive', { id: 'wh-east', isActive: false }],
    ['bulkAdjustStock', { csv: 'sku,warehouse,delta\nplenty,EAST,1' }],
  ] as const;
  it.each(inputs)('%s is for staff who may write', async (name, input) => {
    const before = await inventory.levelsOf('plenty');
    expect(await staff.errorOf(name, input, CUSTOMER)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await staff.errorOf(name, input, aUser(['SUPPORT']))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await staff.errorOf(name, input, ANONYMOUS)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await inventory.levelsOf('plenty')).toEqual(before);
  });
});
