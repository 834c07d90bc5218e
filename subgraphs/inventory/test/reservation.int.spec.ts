import { CommitStock, newId, ReleaseStock, ReserveStock } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory();
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const release = (orderId: string) => inventory.send(ReleaseStock, [{ orderId, reason: 'payment declined' }]);
const commit = (orderId: string) => inventory.send(CommitStock, [{ orderId }]);
const east = (onHand: number, reserved: number) => expect.objectContaining({ onHand, reserved });
const EMPTY = east(0, 0);

describe('stock for an order', () => {
  it('is held, all of it, and the catalog learns what is left', async () => {
    await inventory.withStock({ 'held-a': 5, 'held-b': 2 });
    const orderId = newId();
    await inventory.reserve(orderId, [
      { sku: 'held-b', quantity: 2 },
      { sku: 'held-a', quantity: 1 },
    ]);
    expect(await inventory.answer(orderId)).toEqual({
      type: 'InventoryReserved',
      data: {
        orderId,
        allocations: [
          { sku: 'held-a', quantity: 1, warehouseId: 'wh-east' },
          { sku: 'held-b', quantity: 2, warehouseId: 'wh-east' },
        ],
      },
    });
    expect(await inventory.levelsOf('held-a')).toEqual([east(5, 1), EMPTY]);
    await eventually(() => {
      const news = inventory.received.filter(({ type }) => type === 'InventoryChanged').at(-1);
      expect(news?.data).toEqual({
        levels: [
          { sku: 'held-a', available: 4, revision: 4 },
          { sku: 'held-b', available: 0, revision: 4 },
        ],
      });
    });
  });

  it('is refused as a whole where one SKU is short or unknown, and nothing is held', async () => {
    await inventory.withStock({ 'short-a': 5, 'short-b': 1 });
    const orderId = newId();
    await inventory.reserve(orderId, [
      { sku: 'short-a', quantity: 1 },
      { sku: 'short-b', quantity: 2 },
      { sku: 'nobody-knows', quantity: 1 },
    ]);
    expect(await inventory.answer(orderId)).toEqual({
      type: 'InventoryReservationFailed',
      data: {
        orderId,
        shortages: [
          { sku: 'nobody-knows', requested: 1, available: 0 },
          { sku: 'short-b', requested: 2, available: 1 },
        ],
      },
    });
    expect(await inventory.levelsOf('short-a')).toEqual([east(5, 0), EMPTY]);
  });

  it('counts two lines of one SKU together', async () => {
    await inventory.withStock({ twice: 5 });
    const orderId = newId();
    await inventory.reserve(orderId, [
      { sku: 'twice', quantity: 3 },
      { sku: 'twice', quantity: 3 },
    ]);
    const { type, data } = await inventory.answer(orderId);
    expect([type, data]).toEqual([
      'InventoryReservationFailed',
      { orderId, shortages: [{ sku: 'twice', requested: 6, available: 5 }] },
    ]);
  });

  it('refuses an absurd quantity instead of breaking on it', async () => {
    await inventory.withStock({ absurd: 1 });
    const orderId = newId();
    const line = { sku: 'absurd', quantity: Number.MAX_SAFE_INTEGER };
    await inventory.reserve(orderId, [line, line]);
    expect((await inventory.answer(orderId)).type).toBe('InventoryReservationFailed');
  });
});

describe('a message that comes twice', () => {
  it('is acknowledged without effect when it is the same message', async () => {
    await inventory.withStock({ same: 5, after: 1 });
    const [orderId, messageId, next] = [newId(), newId(), newId()];
    await inventory.reserve(orderId, [{ sku: 'same', quantity: 2 }], messageId);
    await inventory.answer(orderId);
    await inventory.reserve(orderId, [{ sku: 'same', quantity: 2 }], messageId);
    await inventory.reserve(next, [{ sku: 'after', quantity: 1 }]);
    await inventory.answer(next);
    expect(await inventory.levelsOf('same')).toEqual([east(5, 2), EMPTY]);
    expect(inventory.answersTo(orderId)).toHaveLength(1);
  });

  it('gets the same answer when the order sends its command again, held once', async () => {
    await inventory.withStock({ again: 5 });
    const orderId = newId();
    const lines = [{ sku: 'again', quantity: 2 }];
    await inventory.send(ReserveStock, [
      { orderId, lines },
      { orderId, lines },
      { orderId, lines },
    ]);
    const answers = [
      await inventory.answer(orderId),
      await inventory.answer(orderId, 2),
      await inventory.answer(orderId, 3),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.type).toBe('InventoryReserved');
    expect(await inventory.levelsOf('again')).toEqual([east(5, 2), EMPTY]);
  });
});

describe('a release', () => {
  it('frees what was held, once', async () => {
    await inventory.withStock({ free: 5 });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'free', quantity: 2 }]);
    await inventory.answer(orderId);
    await release(orderId);
    await release(orderId);
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryReleased');
    expect((await inventory.answer(orderId, 3)).type).toBe('InventoryReleased');
    expect(await inventory.levelsOf('free')).toEqual([east(5, 0), EMPTY]);
  });

  it('that overtakes its reservation keeps that from ever holding anything', async () => {
    await inventory.withStock({ late: 5 });
    const orderId = newId();
    await release(orderId);
    expect((await inventory.answer(orderId)).type).toBe('InventoryReleased');
    await inventory.reserve(orderId, [{ sku: 'late', quantity: 2 }]);
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryReleased');
    expect(await inventory.levelsOf('late')).toEqual([east(5, 0), EMPTY]);
  });
});

describe('a commit', () => {
  it('takes the pieces out of the house, once, and cannot be released any more', async () => {
    await inventory.withStock({ gone: 5 });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'gone', quantity: 2 }]);
    await inventory.answer(orderId);
    await commit(orderId);
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryCommitted');
    await commit(orderId);
    expect((await inventory.answer(orderId, 3)).type).toBe('InventoryCommitted');
    await release(orderId);
    expect((await inventory.answer(orderId, 4)).type).toBe('InventoryCommitted');
    expect(await inventory.levelsOf('gone')).toEqual([east(3, 0), EMPTY]);
  });
});

it('keeps a ledger that nobody can rewrite', async () => {
  await inventory.withStock({ written: 1 });
  await expect(inventory.sql(`update stock_movement set on_hand_delta = 100 where sku = 'written'`)).rejects.toThrow(
    'append-only',
  );
  await expect(inventory.sql('delete from stock_movement')).rejects.toThrow('append-only');
  await expect(inventory.sql('truncate stock_movement')).rejects.toThrow('append-only');
});
