import { newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, CUSTOMER, type Inventory, WAREHOUSE_STAFF } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory();
  await inventory.withStock({ plenty: 20, few: 5, none: 0 });
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const variants = (fields: string) =>
  `query ($skus: [_Any!]!) { _entities(representations: $skus) { ... on Variant { sku ${fields} } } }`;
const references = (...skus: string[]) => ({ skus: skus.map((sku) => ({ __typename: 'Variant', sku })) });
const AVAILABILITY = variants('availability { available status }');
const STOCK = variants('stock { onHand reserved available version warehouse { id code name } }');

describe('availability', () => {
  it('is there for everybody, in the order asked for, also for a SKU that nobody knows', async () => {
    const { data } = await inventory.ask(ANONYMOUS, AVAILABILITY, references('none', 'nobody-knows', 'plenty', 'few'));
    expect(data).toEqual({
      _entities: [
        { sku: 'none', availability: { available: 0, status: 'OUT_OF_STOCK' } },
        { sku: 'nobody-knows', availability: { available: 0, status: 'OUT_OF_STOCK' } },
        { sku: 'plenty', availability: { available: 20, status: 'IN_STOCK' } },
        { sku: 'few', availability: { available: 5, status: 'LOW_STOCK' } },
      ],
    });
  });
});

describe('stock levels', () => {
  it('show staff every warehouse, the held pieces and the version', async () => {
    await inventory.withStock({ levels: 6 });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'levels', quantity: 4 }]);
    await inventory.answer(orderId);
    const { data } = await inventory.ask(WAREHOUSE_STAFF, STOCK, references('levels', 'nobody-knows'));
    const east = { id: 'wh-east', code: 'EAST', name: 'Cardstock East (Columbus)' };
    const west = { id: 'wh-west', code: 'WEST', name: 'Cardstock West (Reno)' };
    expect(data).toEqual({
      _entities: [
        {
          sku: 'levels',
          stock: [
            { onHand: 6, reserved: 4, available: 2, version: 3, warehouse: east },
            { onHand: 0, reserved: 0, available: 0, version: 1, warehouse: west },
          ],
        },
        { sku: 'nobody-knows', stock: [] },
      ],
    });
  });

  it.each([
    ['a customer', CUSTOMER, 'FORBIDDEN'],
    ['somebody who is not logged in', ANONYMOUS, 'UNAUTHENTICATED'],
  ])('are closed to %s, and so are the warehouses', async (_who, viewer, code) => {
    const stock = await inventory.ask(viewer, STOCK, references('plenty', 'few'));
    const warehouses = await inventory.ask(viewer, '{ warehouses { id } }');
    const warehouse = await inventory.ask(
      viewer,
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Warehouse { name } } }',
      {
        of: [{ __typename: 'Warehouse', id: 'wh-east' }],
      },
    );
    for (const { errors } of [stock, warehouses, warehouse]) expect(errors?.[0]?.extensions.code).toBe(code);
  });

  it('list the warehouses, the preferred one first', async () => {
    const { data } = await inventory.ask(aUser(['SUPPORT']), '{ warehouses { id } }');
    expect(data).toEqual({ warehouses: [{ id: 'wh-east' }, { id: 'wh-west' }] });
  });
});

describe('a correction by hand', () => {
  it('changes the level and writes who and why into the ledger', async () => {
    const { data } = await inventory.adjust({
      sku: 'none',
      warehouseId: 'wh-west',
      delta: 7,
      reason: 'found behind a shelf',
      expectedVersion: 1,
    });
    const level = { onHand: 7, reserved: 0, available: 7, version: 2, warehouse: { id: 'wh-west', code: 'WEST' } };
    expect(data.adjustStock).toEqual({ __typename: 'AdjustStockSuccess', level });
    const entries = await inventory.sql(
      `select kind, on_hand_delta, reason, actor from stock_movement where sku = 'none'`,
    );
    expect(entries).toEqual([
      { kind: 'ADJUST', on_hand_delta: 7, reason: 'found behind a shelf', actor: WAREHOUSE_STAFF.id },
    ]);
    expect(await inventory.toldOf('none', 3)).toContainEqual({ sku: 'none', available: 7, revision: 3 });
  });

  it('of a level that has moved on is refused, showing the level', async () => {
    const { data } = await inventory.adjust({ sku: 'few', delta: 1, expectedVersion: 1 });
    expect(data.adjustStock).toMatchObject({
      __typename: 'StaleStockVersion',
      code: 'STOCK_VERSION_STALE',
      expectedVersion: 1,
      level: { version: 2 },
    });
  });

  it('cannot take pieces that an order holds', async () => {
    await inventory.withStock({ promised: 5 });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'promised', quantity: 3 }]);
    await inventory.answer(orderId);
    const { data } = await inventory.adjust({ sku: 'promised', delta: -3 });
    expect(data.adjustStock).toMatchObject({
      __typename: 'NegativeStock',
      code: 'STOCK_NEGATIVE',
      onHand: 5,
      reserved: 3,
      delta: -3,
    });
  });

  it.each([
    ['a SKU', { sku: 'nobody-knows', delta: 1 }],
    ['a warehouse', { sku: 'plenty', warehouseId: 'wh-moon', delta: 1 }],
  ])('of %s that nobody knows is not found', async (_what, input) => {
    expect((await inventory.adjust(input)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it.each([
    ['no change', 'delta', { delta: 0 }],
    ['a delta beyond a million', 'delta', { delta: 1_000_001 }],
    ['a delta below minus a million', 'delta', { delta: -1_000_001 }],
    ['no reason', 'reason', { delta: 1, reason: '' }],
    ['a blank reason', 'reason', { delta: 1, reason: '   ' }],
    ['a reason of 201 characters', 'reason', { delta: 1, reason: 'x'.repeat(201) }],
    ['a reason with a NUL character', 'reason', { delta: 1, reason: 'a\u0000b' }],
    ['a reason with half a surrogate pair', 'reason', { delta: 1, reason: 'a\ud800b' }],
    ['an empty SKU', 'sku', { delta: 1, sku: '' }],
    ['a SKU with a NUL character', 'sku', { delta: 1, sku: 'a\u0000b' }],
  ])('with %s names the field and changes nothing', async (_what, field, input) => {
    const before = await inventory.levelsOf('plenty');
    const { errors } = await inventory.adjust({ sku: 'plenty', ...input });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: expect.arrayContaining([expect.objectContaining({ field })]),
    });
    expect(await inventory.levelsOf('plenty')).toEqual(before);
  });

  it.each([
    ['a customer', CUSTOMER, 'FORBIDDEN'],
    ['support staff, who may only look', aUser(['SUPPORT']), 'FORBIDDEN'],
    ['somebody who is not logged in', ANONYMOUS, 'UNAUTHENTICATED'],
  ])('is not for %s', async (_who, viewer, code) => {
    expect((await inventory.adjust({ sku: 'plenty', delta: 1 }, viewer)).errors?.[0]?.extensions.code).toBe(code);
  });
});
