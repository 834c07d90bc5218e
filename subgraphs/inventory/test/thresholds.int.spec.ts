import { newId, ReleaseStock } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, CUSTOMER, type Inventory, WAREHOUSE_STAFF } from './builders.ts';
import { operationsOn, type StaffOperations } from './operations.ts';

let inventory: Inventory;
let staff: StaffOperations;
beforeAll(async () => {
  inventory = await anInventory();
  staff = operationsOn(inventory);
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const alertOf = async (sku: string) =>
  (await inventory.sql('select state, crossings from stock_alert where sku = $1', [sku]))[0];

const reserve = async (sku: string, quantity: number, messageId?: string): Promise<string> => {
  const orderId = newId();
  await inventory.reserve(orderId, [{ sku, quantity }], messageId);
  await inventory.answer(orderId);
  return orderId;
};
const release = async (orderId: string) => {
  await inventory.send(ReleaseStock, [{ orderId, reason: 'test' }]);
  await inventory.answer(orderId, 2);
};

describe('a threshold', () => {
  it('is not crossed by a SKU that becomes known', async () => {
    await inventory.withStock({ newcomer: 0 });
    expect(await alertOf('newcomer')).toEqual({ state: 'OUT_OF_STOCK', crossings: 0 });
  });

  it('is crossed once on the way down, and once on the way up, whatever moves the stock', async () => {
    await inventory.withStock({ falling: 8 });
    expect(await alertOf('falling')).toEqual({ state: 'IN_STOCK', crossings: 1 });
    const order = await reserve('falling', 3);
    expect(await alertOf('falling')).toEqual({ state: 'LOW_STOCK', crossings: 2 });
    await reserve('falling', 1);
    expect(await alertOf('falling')).toEqual({ state: 'LOW_STOCK', crossings: 2 });
    await inventory.adjust({ sku: 'falling', delta: -4 });
    expect(await alertOf('falling')).toEqual({ state: 'OUT_OF_STOCK', crossings: 3 });
    await release(order);
    expect(await alertOf('falling')).toEqual({ state: 'OUT_OF_STOCK', crossings: 3 });
    await staff.reply('receiveStock', { sku: 'falling', warehouseId: 'wh-west', quantity: 4 });
    expect(await alertOf('falling')).toEqual({ state: 'IN_STOCK', crossings: 4 });
  });

  it('is crossed once by many orders at the same time', async () => {
    await inventory.withStock({ rush: 30 });
    await Promise.all(Array.from({ length: 30 }, () => reserve('rush', 1)));
    // Orders that are carried out together may pass LOW_STOCK in one step.
    const alert = await alertOf('rush');
    expect(alert).toMatchObject({ state: 'OUT_OF_STOCK' });
    expect([2, 3]).toContain(alert?.['crossings']);
  });

  it('is crossed once by an order that comes again and again', async () => {
    await inventory.withStock({ repeated: 10 });
    const messageId = newId();
    const orderId = newId();
    const lines = [{ sku: 'repeated', quantity: 10 }];
    await inventory.reserve(orderId, lines, messageId);
    await inventory.answer(orderId);
    await inventory.reserve(orderId, lines, messageId);
    await inventory.reserve(orderId, lines);
    await inventory.answer(orderId, 2);
    expect(await alertOf('repeated')).toEqual({ state: 'OUT_OF_STOCK', crossings: 2 });
  });

  it('is where the policy puts it, and moving it is a crossing too', async () => {
    await inventory.withStock({ moved: 10 });
    const policy = { sku: 'moved', backorder: 'DENY' };
    await staff.reply('setStockPolicy', { ...policy, lowStockAt: 10 });
    expect(await alertOf('moved')).toMatchObject({ state: 'LOW_STOCK', crossings: 2 });
    await staff.reply('setStockPolicy', { ...policy, lowStockAt: 2 });
    expect(await alertOf('moved')).toMatchObject({ state: 'IN_STOCK', crossings: 3 });
    await staff.reply('setSafetyStock', { sku: 'moved', warehouseId: 'wh-east', safetyStock: 10 });
    expect(await alertOf('moved')).toMatchObject({ state: 'OUT_OF_STOCK', crossings: 4 });
  });
});

const ALERTS = `query ($state: StockAlertState, $first: Int, $after: String) {
  stockAlerts(state: $state, first: $first, after: $after) {
    totalCount nodes { variant { sku } state since crossings } pageInfo { hasNextPage endCursor } } }`;

interface Alerts {
  readonly stockAlerts: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly variant: { readonly sku: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describe('the list of alerts', () => {
  it('is paged by SKU and filtered by kind', async () => {
    await inventory.withStock({ 'alert-1': 0, 'alert-2': 10, 'alert-3': 0 });
    await inventory.adjust({ sku: 'alert-2', delta: -6 });
    const page = async (variables: Record<string, unknown>) =>
      (await inventory.ask<Alerts>(WAREHOUSE_STAFF, ALERTS, variables)).data.stockAlerts;
    const first = await page({ first: 2 });
    expect(first.nodes.map(({ variant }) => variant.sku)).toEqual(['alert-1', 'alert-2']);
    expect(first.totalCount).toBeGreaterThan(2);
    const next = await page({ first: 1, after: first.pageInfo.endCursor });
    expect(next.nodes.map(({ variant }) => variant.sku)).toEqual(['alert-3']);
    const low = await page({ state: 'LOW_STOCK', first: 1 });
    expect(low).toMatchObject({
      totalCount: 1,
      nodes: [{ variant: { sku: 'alert-2' }, state: 'LOW_STOCK', crossings: 2 }],
    });
  });

  it.each([
    ['a customer', CUSTOMER, 'FORBIDDEN'],
    ['somebody who is not logged in', ANONYMOUS, 'UNAUTHENTICATED'],
  ])('is closed to %s', async (_who, viewer, code) => {
    expect((await inventory.ask(viewer, ALERTS)).errors?.[0]?.extensions.code).toBe(code);
  });
});
