import { newId } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';
import { operationsOn, type StaffOperations } from './operations.ts';

let inventory: Inventory;
let staff: StaffOperations;
beforeAll(async () => {
  inventory = await anInventory();
  staff = operationsOn(inventory);
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const south = { id: 'wh-south', code: 'SOUTH', name: 'South', priority: 9, location: 'Austin, TX' };
const availabilityOf = async (sku: string): Promise<number> => {
  const { data } = await inventory.ask<{ _entities: [{ availability: { available: number } }] }>(
    { kind: 'anonymous' },
    `{ _entities(representations: [{ __typename: "Variant", sku: ${JSON.stringify(sku)} }]) { ... on Variant { availability { available } } } }`,
  );
  return data._entities[0].availability.available;
};

describe('a warehouse', () => {
  it('is made, then changed', async () => {
    expect(await staff.reply('upsertWarehouse', { ...south, expectedVersion: null })).toMatchObject({
      warehouse: { ...south, isActive: true, version: 1 },
    });
    const renamed = { ...south, name: 'Deep South', expectedVersion: 1 };
    expect(await staff.reply('upsertWarehouse', renamed)).toMatchObject({
      warehouse: { name: 'Deep South', version: 2 },
    });
    expect(await staff.reply('upsertWarehouse', renamed)).toMatchObject({ code: 'WAREHOUSE_VERSION_STALE' });
  });

  it('cannot take the code of another', async () => {
    expect(await staff.reply('upsertWarehouse', { ...south, id: 'wh-other', code: 'EAST' })).toMatchObject({
      __typename: 'WarehouseCodeTaken',
      code: 'WAREHOUSE_CODE_TAKEN',
    });
  });

  it('is made once by many who want its code', async () => {
    const replies = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => staff.reply('upsertWarehouse', { ...south, id: `wh-${id}`, code: 'WANTED' })),
    );
    expect(replies.filter(({ code }) => code === 'WAREHOUSE_CODE_TAKEN')).toHaveLength(3);
  });
});

describe('a warehouse that is closed', () => {
  it('sells nothing, and everybody hears of it; opened again it sells', async () => {
    await inventory.withStock({ first: 20, second: 20 });
    await staff.reply('transferStock', {
      sku: 'second',
      fromWarehouseId: 'wh-east',
      toWarehouseId: 'wh-west',
      quantity: 8,
    });
    await staff.reply('setWarehouseActive', { id: 'wh-east', isActive: false });
    expect(await availabilityOf('first')).toBe(0);
    expect(await availabilityOf('second')).toBe(8);
    await eventually(() => {
      const news = inventory.received.flatMap(
        ({ data }) => (data as { levels?: { sku: string; available: number }[] }).levels ?? [],
      );
      expect(news.findLast(({ sku }) => sku === 'first')?.available).toBe(0);
      expect(news.findLast(({ sku }) => sku === 'second')?.available).toBe(8);
    });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'first', quantity: 1 }]);
    expect(await inventory.answer(orderId)).toMatchObject({ type: 'InventoryReservationFailed' });
    const stateOf = async () =>
      (await inventory.sql<{ state: string }>(`select state from stock_alert where sku = 'first'`))[0]?.state;
    await eventually(async () => expect(await stateOf()).toBe('OUT_OF_STOCK'));
    await staff.reply('setWarehouseActive', { id: 'wh-east', isActive: true });
    await eventually(async () => expect(await stateOf()).toBe('IN_STOCK'));
    await eventually(async () => expect(await inventory.sql('select 1 from warehouse_review')).toEqual([]));
    expect(await availabilityOf('first')).toBe(20);
  });

  it('is not announced where nothing changes', async () => {
    await staff.reply('setWarehouseActive', { id: 'wh-west', isActive: true });
    expect(await inventory.sql('select 1 from warehouse_review')).toEqual([]);
  });
});
