import { newId, ReleaseStock } from '@cardstock/contracts';
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

describe('an order for what is not there yet', () => {
  it('waits in line, holding nothing, and learns when its pieces are expected', async () => {
    const expectedAt = new Date('2030-01-02T03:04:05.000Z');
    await line.aBackorderable('wait', 1, { expectedAt });
    const orderId = await line.reserve('wait', 2);
    expect(await inventory.answer(orderId)).toEqual({
      type: 'InventoryBackordered',
      data: { orderId, skus: ['wait'], expectedAt: expectedAt.toISOString() },
    });
    expect(await inventory.levelsOf('wait')).toMatchObject([{ onHand: 1, reserved: 0 }, { reserved: 0 }]);
  });

  it('gets the same answer when it asks again, and one place in line', async () => {
    await line.aBackorderable('again');
    const orderId = await line.inLine('again', 2);
    await inventory.reserve(orderId, [{ sku: 'again', quantity: 2 }]);
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryBackordered');
    expect(await line.waiting('again')).toHaveLength(1);
  });

  it('is served when the pieces come, wherever they come from', async () => {
    await line.aBackorderable('comes', 1);
    const holder = await line.reserve('comes', 1);
    await inventory.answer(holder);
    const orderId = await line.inLine('comes', 1);
    await inventory.send(ReleaseStock, [{ orderId: holder, reason: 'cancelled' }]);
    expect(await inventory.answer(orderId, 2)).toEqual({
      type: 'InventoryReserved',
      data: { orderId, allocations: [{ sku: 'comes', quantity: 1, warehouseId: 'wh-east' }] },
    });
    expect(await line.waiting('comes')).toEqual([]);
  });

  it('is served when less is kept back', async () => {
    await line.aBackorderable('kept', 2);
    await inventory.sql(`update stock_level set safety_stock = 2, version = version + 1 where sku = 'kept'`);
    const orderId = await line.inLine('kept', 1);
    await inventory.sql(`update stock_level set safety_stock = 1, version = version + 1 where sku = 'kept'`);
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryReserved');
  });

  it('waits for all of its SKUs', async () => {
    await line.aBackorderable('both-a');
    await line.aBackorderable('both-b');
    const orderId = newId();
    await inventory.reserve(orderId, [
      { sku: 'both-a', quantity: 1 },
      { sku: 'both-b', quantity: 1 },
    ]);
    await inventory.answer(orderId);
    await inventory.adjust({ sku: 'both-a', delta: 1 });
    await eventually(async () => expect(await line.calls()).toEqual([]));
    expect(line.typesFor(orderId)).toEqual(['InventoryBackordered']);
    await inventory.adjust({ sku: 'both-b', delta: 1 });
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryReserved');
  });

  it('is refused where another of its SKUs is short and cannot be awaited', async () => {
    await line.aBackorderable('may');
    await inventory.withStock({ 'may-not': 0 });
    const orderId = newId();
    await inventory.reserve(orderId, [
      { sku: 'may', quantity: 1 },
      { sku: 'may-not', quantity: 1 },
    ]);
    expect((await inventory.answer(orderId)).type).toBe('InventoryReservationFailed');
  });

  it('is refused where the line is full', async () => {
    await line.aBackorderable('full', 0, { backorderLimit: 3 });
    await line.inLine('full', 2);
    const orderId = await line.reserve('full', 2);
    expect((await inventory.answer(orderId)).type).toBe('InventoryReservationFailed');
    await line.inLine('full', 1);
    expect(await line.availabilityOf('full')).toMatchObject({ status: 'OUT_OF_STOCK' });
  });

  it('leaves the line when it is released, and is not served any more', async () => {
    await line.aBackorderable('leave');
    const orderId = await line.inLine('leave', 1);
    await inventory.send(ReleaseStock, [{ orderId, reason: 'cancelled' }]);
    expect((await inventory.answer(orderId, 2)).type).toBe('InventoryReleased');
    await inventory.adjust({ sku: 'leave', delta: 5 });
    const next = await line.reserve('leave', 1);
    expect((await inventory.answer(next)).type).toBe('InventoryReserved');
    expect(line.typesFor(orderId)).toEqual(['InventoryBackordered', 'InventoryReleased']);
  });
});

describe('availability', () => {
  it('says that a SKU can be ordered though there is none, and when it is expected', async () => {
    await line.aBackorderable('told', 0, { expectedAt: new Date('2030-05-01T00:00:00Z') });
    const expectedAt = '2030-05-01T00:00:00.000Z';
    expect(await line.availabilityOf('told')).toEqual({ available: 0, status: 'BACKORDER', expectedAt });
  });

  it('says so before a SKU comes out, and not any more afterwards', async () => {
    await inventory.withStock({ soon: 0, past: 0 });
    await inventory.withPolicy('soon', { preorderUntil: new Date('2099-01-01T00:00:00Z') });
    await inventory.withPolicy('past', { preorderUntil: new Date('2020-01-01T00:00:00Z') });
    expect(await line.availabilityOf('soon')).toMatchObject({
      status: 'BACKORDER',
      expectedAt: '2099-01-01T00:00:00.000Z',
    });
    expect(await line.availabilityOf('past')).toEqual({ available: 0, status: 'OUT_OF_STOCK', expectedAt: null });
    await line.inLine('soon', 1);
  });

  it('leaves out what is kept back and what is in a warehouse that sells nothing', async () => {
    await inventory.withStock({ shut: 4 });
    await inventory.adjust({ sku: 'shut', delta: 7, warehouseId: 'wh-west' });
    await inventory.sql(`update stock_level set safety_stock = 3 where sku = 'shut'`);
    expect(await line.availabilityOf('shut')).toMatchObject({ available: 5 });
    await inventory.sql(`update warehouse set is_active = false where id = 'wh-west'`);
    expect(await line.availabilityOf('shut')).toMatchObject({ available: 1 });
    const orderId = await line.reserve('shut', 2);
    expect((await inventory.answer(orderId)).type).toBe('InventoryReservationFailed');
    await inventory.sql(`update warehouse set is_active = true where id = 'wh-west'`);
  });
});
