import { CommitStock, newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, CUSTOMER, type Inventory, WAREHOUSE_STAFF } from './builders.ts';
import { operationsOn, type Reply, type StaffOperations } from './operations.ts';

let inventory: Inventory;
let staff: StaffOperations;
beforeAll(async () => {
  inventory = await anInventory();
  staff = operationsOn(inventory);
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const VARIANTS = (fields: string) =>
  `query ($skus: [_Any!]!) { _entities(representations: $skus) { ... on Variant { ${fields} } } }`;
const representations = (...skus: string[]) => ({ skus: skus.map((sku) => ({ __typename: 'Variant', sku })) });
const read = async (fields: string, ...skus: string[]): Promise<Reply[]> => {
  const { data, errors } = await inventory.ask<{ _entities: Reply[] }>(
    WAREHOUSE_STAFF,
    VARIANTS(fields),
    representations(...skus),
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data._entities;
};
const MOVEMENTS = (page: string) =>
  `stockMovements(${page}) { totalCount nodes { kind onHandDelta reservedDelta orderId reason actor warehouse { code } }
    pageInfo { hasNextPage endCursor } }`;
const PROOF = `inventoryProof { onHand reserved ledgerOnHand ledgerReserved openReservations movements agrees
  levels { warehouse { code } onHand agrees } }`;

const shipped = async (sku: string, quantity: number) => {
  const orderId = newId();
  await inventory.reserve(orderId, [{ sku, quantity }]);
  await inventory.answer(orderId);
  await inventory.send(CommitStock, [{ orderId }]);
  expect(await inventory.answer(orderId, 2)).toMatchObject({ type: 'InventoryCommitted' });
  return orderId;
};

describe('the ledger of a variant', () => {
  it('is read from its end, page by page', async () => {
    await inventory.withStock({ moved: 5, still: 0 });
    const orderId = await shipped('moved', 2);
    const [first, still] = await read(MOVEMENTS('first: 2'), 'moved', 'still');
    expect(first.stockMovements).toMatchObject({
      totalCount: 3,
      nodes: [
        { kind: 'COMMIT', onHandDelta: -2, reservedDelta: -2, orderId, actor: 'order', warehouse: { code: 'EAST' } },
        { kind: 'RESERVE', onHandDelta: 0, reservedDelta: 2 },
      ],
      pageInfo: { hasNextPage: true },
    });
    expect(still.stockMovements).toMatchObject({ totalCount: 0, nodes: [] });
    const after = JSON.stringify(first.stockMovements.pageInfo.endCursor);
    const [next] = await read(MOVEMENTS(`first: 2, after: ${after}`), 'moved');
    expect(next.stockMovements).toMatchObject({ nodes: [{ kind: 'ADJUST' }], pageInfo: { hasNextPage: false } });
  });

  it.each(['first: 0', 'first: 101', 'after: "?"', 'after: "WyJ4Il0"', 'after: "WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ"'])(
    'is not read with %s',
    async (page) => {
      const { errors } = await inventory.ask(WAREHOUSE_STAFF, VARIANTS(MOVEMENTS(page)), representations('moved'));
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );
});

describe('the proof of a variant', () => {
  it('holds ledger, levels and reservations side by side', async () => {
    await inventory.withStock({ proved: 9 });
    await shipped('proved', 1);
    await staff.reply('transferStock', {
      sku: 'proved',
      fromWarehouseId: 'wh-east',
      toWarehouseId: 'wh-west',
      quantity: 3,
    });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'proved', quantity: 2 }]);
    await inventory.answer(orderId);
    const [proved, unknown] = await read(PROOF, 'proved', 'nobody-knows');
    const sums = { onHand: 8, reserved: 2, ledgerOnHand: 8, ledgerReserved: 2, openReservations: 2, movements: 6 };
    const levels = [
      { warehouse: { code: 'EAST' }, onHand: 5, agrees: true },
      { warehouse: { code: 'WEST' }, onHand: 3, agrees: true },
    ];
    expect(proved.inventoryProof).toEqual({ ...sums, agrees: true, levels });
    expect(unknown.inventoryProof).toMatchObject({ onHand: 0, movements: 0, agrees: true, levels: [] });
  });

  it('says so where a level was changed behind the back of the ledger', async () => {
    await inventory.withStock({ forged: 2 });
    await inventory.sql(
      `update stock_level set on_hand = on_hand + 1 where sku = 'forged' and warehouse_id = 'wh-east'`,
    );
    const [forged] = await read(PROOF, 'forged');
    expect(forged.inventoryProof).toMatchObject({ onHand: 3, ledgerOnHand: 2, agrees: false });
    await inventory.sql(
      `update stock_level set on_hand = on_hand - 1 where sku = 'forged' and warehouse_id = 'wh-east'`,
    );
  });
});

const SUGGESTIONS = `query ($days: Int, $leadTimeDays: Int, $coverDays: Int, $first: Int, $after: String) {
  replenishmentSuggestions(days: $days, leadTimeDays: $leadTimeDays, coverDays: $coverDays, first: $first, after: $after) {
    nodes { variant { sku } averageDailySales available daysLeft quantity reason } pageInfo { hasNextPage endCursor } } }`;

describe('what to order', () => {
  const suggestions = async (variables: Record<string, unknown>) =>
    (await inventory.ask<Reply>(WAREHOUSE_STAFF, SUGGESTIONS, variables)).data.replenishmentSuggestions;

  it('follows from what was shipped, not from what was only reserved', async () => {
    await inventory.withStock({ 'sells-a': 10, 'sells-b': 10, asleep: 1 });
    await shipped('sells-a', 4);
    await shipped('sells-a', 4);
    await shipped('sells-b', 1);
    const sold = await inventory.sql(`select sku, pieces from stock_sale_day where sku like 'sells-%' order by sku`);
    expect(sold).toEqual([
      { sku: 'sells-a', pieces: 8 },
      { sku: 'sells-b', pieces: 1 },
    ]);
    const all = (await suggestions({ days: 4, leadTimeDays: 2, coverDays: 3, first: 100 })).nodes.filter(
      ({ variant }: Reply) => variant.sku.startsWith('sells-'),
    );
    expect(all).toEqual([
      {
        variant: { sku: 'sells-a' },
        averageDailySales: 2,
        available: 2,
        daysLeft: 1,
        quantity: 8,
        reason: 'RUNS_OUT_BEFORE_DELIVERY',
      },
    ]);
  });

  it('is paged by SKU', async () => {
    await inventory.withStock({ 'page-a': 1, 'page-b': 1 });
    await shipped('page-a', 1);
    await shipped('page-b', 1);
    const first = await suggestions({ first: 1 });
    expect(first).toMatchObject({
      nodes: [{ variant: { sku: 'page-a' }, reason: 'OUT_OF_STOCK' }],
      pageInfo: { hasNextPage: true },
    });
    const next = await suggestions({ first: 1, after: first.pageInfo.endCursor });
    expect(next.nodes).toMatchObject([{ variant: { sku: 'page-b' } }]);
  });

  it.each([
    ['days', { days: 0 }],
    ['days', { days: 366 }],
    ['leadTimeDays', { leadTimeDays: -1 }],
    ['coverDays', { coverDays: 366 }],
    ['first', { first: 101 }],
  ])('needs sensible %s', async (field, variables) => {
    const { errors } = await inventory.ask(WAREHOUSE_STAFF, SUGGESTIONS, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });
});

describe('what staff sees', () => {
  it.each([
    ['a customer', CUSTOMER, 'FORBIDDEN'],
    ['somebody who is not logged in', ANONYMOUS, 'UNAUTHENTICATED'],
  ])('is closed to %s', async (_who, viewer, code) => {
    for (const fields of ['stockMovements { totalCount }', PROOF, 'stockPolicy { version }']) {
      const { errors } = await inventory.ask(viewer, VARIANTS(fields), representations('moved'));
      expect(errors?.[0]?.extensions.code).toBe(code);
    }
    expect((await inventory.ask(viewer, SUGGESTIONS)).errors?.[0]?.extensions.code).toBe(code);
  });
});
