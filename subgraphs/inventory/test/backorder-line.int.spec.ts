import { newId } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';
import { lineOf } from './line.ts';

let inventory: Inventory;
let line: ReturnType<typeof lineOf>;
beforeAll(async () => {
  inventory = await anInventory();
  line = lineOf(inventory);
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

describe('the line', () => {
  it('serves first come, first served, but holds nobody up who can be served', async () => {
    await line.aBackorderable('line');
    const [big, small, smaller] = [
      await line.inLine('line', 5),
      await line.inLine('line', 2),
      await line.inLine('line', 1),
    ];
    await inventory.adjust({ sku: 'line', delta: 3 });
    expect((await inventory.answer(small, 2)).type).toBe('InventoryReserved');
    expect((await inventory.answer(smaller, 2)).type).toBe('InventoryReserved');
    expect(line.typesFor(big)).toEqual(['InventoryBackordered']);
    await inventory.adjust({ sku: 'line', delta: 5 });
    expect((await inventory.answer(big, 2)).type).toBe('InventoryReserved');
  });

  it('gives nothing to a newcomer that somebody in it could have', async () => {
    await line.aBackorderable('jump');
    const first = await line.inLine('jump', 2);
    const letGo = await inventory.holdLevels('jump');
    const adjusted = inventory.adjust({ sku: 'jump', delta: 2 });
    const newcomer = await line.reserve('jump', 1);
    await letGo();
    await adjusted;
    expect((await inventory.answer(first, 2)).type).toBe('InventoryReserved');
    expect((await inventory.answer(newcomer)).type).toBe('InventoryBackordered');
  });

  it('gives nothing to a newcomer either, when nobody may join the line any more', async () => {
    await line.aBackorderable('closed');
    const first = await line.inLine('closed', 2);
    await inventory.withPolicy('closed', { backorder: 'DENY' });
    const letGo = await inventory.holdLevels('closed');
    const adjusted = inventory.adjust({ sku: 'closed', delta: 2 });
    const newcomer = await line.reserve('closed', 1);
    await letGo();
    await adjusted;
    expect((await inventory.answer(newcomer)).type).toBe('InventoryReservationFailed');
    expect((await inventory.answer(first, 2)).type).toBe('InventoryReserved');
  });

  it('serves a newcomer for whom there is enough while the first wait for more', async () => {
    await line.aBackorderable('modest', 3);
    await line.inLine('modest', 5);
    const newcomer = await line.inLine('modest', 2);
    expect((await inventory.answer(newcomer, 2)).type).toBe('InventoryReserved');
  });

  it('is served to its end, however long it is', async () => {
    await line.aBackorderable('long');
    await line.aBackorderable('never');
    const many = Array.from({ length: 60 }, () => newId());
    const both = ['long', 'never'].map((sku) => ({ sku, quantity: 1 }));
    for (const orderId of many) await inventory.reserve(orderId, both);
    await Promise.all(many.map((orderId) => inventory.answer(orderId)));
    const last = await line.inLine('long', 1);
    await inventory.adjust({ sku: 'long', delta: 1 });
    expect((await inventory.answer(last, 2)).type).toBe('InventoryReserved');
    await eventually(async () => expect(await line.calls()).toEqual([]));
    expect(await line.waiting('long')).toHaveLength(60);
  });

  it('gives the pieces out once, also where two processes serve it', async () => {
    await line.aBackorderable('twice');
    const endReplica = await inventory.withReplica();
    const orders = await Promise.all(Array.from({ length: 20 }, () => line.inLine('twice', 1)));
    await Promise.all(Array.from({ length: 10 }, () => inventory.adjust({ sku: 'twice', delta: 1 })));
    await eventually(() =>
      expect(orders.filter((id) => line.typesFor(id).includes('InventoryReserved'))).toHaveLength(10),
    );
    await endReplica();
    expect(await inventory.levelsOf('twice')).toMatchObject([{ onHand: 10, reserved: 10 }, { reserved: 0 }]);
    expect(await line.waiting('twice')).toHaveLength(10);
  });
});
