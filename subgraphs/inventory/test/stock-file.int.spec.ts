import { newId } from '@cardstock/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInventory, type Inventory, WAREHOUSE_STAFF } from './builders.ts';
import { operationsOn, type Reply, type StaffOperations } from './operations.ts';

let inventory: Inventory;
let staff: StaffOperations;
beforeAll(async () => {
  inventory = await anInventory();
  staff = operationsOn(inventory);
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const upload = (csv: string, more: Record<string, unknown> = {}): Promise<Reply> =>
  staff.reply('bulkAdjustStock', { csv, ...more });
const statusesOf = ({ lines }: Reply): unknown[] =>
  lines.map(({ line, status, code }: Reply) => (code ? [line, status, code] : [line, status]));
const onHandOf = async (sku: string) => (await inventory.levelsOf(sku)).map(({ onHand }) => onHand);

describe('a stock file', () => {
  it('is carried out line by line, whatever Excel made of it', async () => {
    await inventory.withStock({ 'quo"ted, 🃏': 1, plain: 5 });
    const csv = [
      '\uFEFF"warehouse",sku,reason,delta,quantity,expectedVersion',
      'EAST,"quo""ted, 🃏","found, behind a shelf 🎉",+2,,',
      ' wh-east , plain ,,,7,2',
      '',
      'wh-west,plain,,,0,',
      'WEST,plain,,3,,',
    ].join('\r\n');
    const report = await upload(csv);
    expect(report).toMatchObject({ applied: 3, unchanged: 1, refused: 0, invalid: 0, repeated: 0, dryRun: false });
    expect(statusesOf(report)).toEqual([
      [2, 'APPLIED'],
      [3, 'APPLIED'],
      [5, 'UNCHANGED'],
      [6, 'APPLIED'],
    ]);
    expect(report.lines[0].level).toEqual({ onHand: 3, reserved: 0, version: 3 });
    expect(await onHandOf('plain')).toEqual([7, 3]);
    const entries = await inventory.sql(
      `select kind, on_hand_delta as delta, reason, reference, actor from stock_movement where reference = $1 order by id`,
      [report.importId],
    );
    const account = { reference: report.importId, actor: WAREHOUSE_STAFF.id };
    expect(entries).toEqual([
      { kind: 'ADJUST', delta: 2, reason: 'found, behind a shelf 🎉', ...account },
      { kind: 'COUNT', delta: 2, reason: 'test', ...account },
      { kind: 'ADJUST', delta: 3, reason: 'test', ...account },
    ]);
  });

  it('with bad lines does the good ones', async () => {
    await inventory.withStock({ sturdy: 5 });
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku: 'sturdy', quantity: 2 }]);
    await inventory.answer(orderId);
    const csv = [
      'sku,warehouse,delta,quantity,expectedVersion',
      'sturdy,EAST,"1,,',
      'sturdy,EAST,1,,,,,',
      'sturdy,MOON,1,,',
      'nobody-knows,EAST,1,,',
      'sturdy,EAST,1.5,,',
      'sturdy,EAST,2147483648,,',
      'sturdy,EAST,1,1,',
      'sturdy,EAST,,,',
      'sturdy,EAST,,1,',
      'sturdy,EAST,-4,,',
      'sturdy,EAST,1,,1',
      'sturdy,EAST,-1000001,,',
      'stur\u0000dy,EAST,1,,',
      'sturdy,EAST,=1+1,,',
      'sturdy',
      'sturdy,EAST,1,,3',
      'sturdy,EAST,1,,3',
    ].join('\n');
    const report = await upload(csv);
    expect(statusesOf(report)).toEqual([
      [2, 'INVALID', 'LINE_INVALID'],
      [3, 'INVALID', 'LINE_INVALID'],
      [4, 'INVALID', 'WAREHOUSE_UNKNOWN'],
      [5, 'INVALID', 'SKU_UNKNOWN'],
      [6, 'INVALID', 'LINE_INVALID'],
      [7, 'INVALID', 'LINE_INVALID'],
      [8, 'INVALID', 'LINE_INVALID'],
      [9, 'INVALID', 'LINE_INVALID'],
      [10, 'REFUSED', 'STOCK_COUNT_BELOW_RESERVED'],
      [11, 'REFUSED', 'STOCK_NEGATIVE'],
      [12, 'REFUSED', 'STOCK_VERSION_STALE'],
      [13, 'INVALID', 'LINE_INVALID'],
      [14, 'INVALID', 'LINE_INVALID'],
      [15, 'INVALID', 'LINE_INVALID'],
      [16, 'INVALID', 'LINE_INVALID'],
      [17, 'APPLIED'],
      [18, 'REFUSED', 'STOCK_VERSION_STALE'],
    ]);
    expect(report).toMatchObject({ applied: 1, unchanged: 0, refused: 4, invalid: 12 });
    expect(await onHandOf('sturdy')).toEqual([6, 0]);
  });

  it('adds up the lines of one SKU, each on what those before it left', async () => {
    await inventory.withStock({ twice: 3 });
    const report = await upload(`sku,warehouse,delta\n${'twice,EAST,-2\n'.repeat(2)}twice,EAST,4`);
    expect(statusesOf(report)).toEqual([
      [2, 'APPLIED'],
      [3, 'REFUSED', 'STOCK_NEGATIVE'],
      [4, 'APPLIED'],
    ]);
    expect(report.lines[2].level.onHand).toBe(5);
    expect(await onHandOf('twice')).toEqual([5, 0]);
  });

  it('that is tried changes nothing and says what would happen', async () => {
    await inventory.withStock({ tried: 3 });
    await staff.reply('upsertWarehouse', { id: 'wh-new', code: 'NEW', name: 'New', priority: 4 });
    const lines = Array.from({ length: 300 }, () => 'tried,EAST,1');
    const csv = ['sku,warehouse,delta', ...lines, 'tried,EAST,-304', 'tried,NEW,2'].join('\n');
    const before = await inventory.levelsOf('tried');
    const dry = await upload(csv, { dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, applied: 301, refused: 1 });
    expect(dry.lines[300].level.onHand).toBe(303);
    expect(await inventory.levelsOf('tried')).toEqual(before);
    const { importId: _, dryRun: __, ...real } = await upload(csv);
    expect(real).toMatchObject({ applied: 301, refused: 1 });
    expect(statusesOf(real)).toEqual(statusesOf(dry));
    expect(await onHandOf('tried')).toEqual([303, 2, 0]);
  });
});

describe('stock files at the same time', () => {
  it('that name the same SKUs in opposite order, with orders between them, wait for each other without a clash', async () => {
    const skus = Array.from({ length: 20 }, (_, place) => `shared-${place}`);
    await inventory.withStock(Object.fromEntries(skus.map((sku) => [sku, 10])));
    const fileOf = (names: readonly string[]) =>
      `sku,warehouse,delta\n${names.map((sku) => `${sku},EAST,1\n`).join('')}`;
    const orders = skus.map((sku, place) => ({
      orderId: newId(),
      lines: [sku, skus[19 - place] as string].map((name) => ({ sku: name, quantity: 1 })),
    }));
    const [reports] = await Promise.all([
      Promise.all([skus, skus.toReversed(), skus, skus.toReversed()].map((names) => upload(fileOf(names)))),
      ...orders.map(({ orderId, lines }) => inventory.reserve(orderId, lines)),
    ]);
    expect(reports.map(({ applied }) => applied)).toEqual([20, 20, 20, 20]);
    for (const { orderId } of orders)
      expect(await inventory.answer(orderId)).toMatchObject({ type: 'InventoryReserved' });
    for (const sku of skus) expect((await inventory.levelsOf(sku))[0]).toMatchObject({ onHand: 14, reserved: 2 });
  });
});

describe('a stock file that is sent again', () => {
  const csv = `sku,warehouse,delta\n${'again,EAST,1\n'.repeat(600)}`;

  it('happens once, also when it is sent many times at once', async () => {
    await inventory.withStock({ again: 0 });
    const importId = newId();
    const reports = await Promise.all([1, 2, 3].map(() => upload(csv, { importId })));
    expect(await onHandOf('again')).toEqual([600, ...(await onHandOf('again')).slice(1)]);
    expect(reports.map(({ applied }) => applied)).toEqual([600, 600, 600]);
    expect(reports.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(1_200);
  });

  it('goes on where it was interrupted', async () => {
    await inventory.withStock({ resumed: 0 });
    const file = `sku,warehouse,delta\n${'resumed,EAST,1\n'.repeat(300)}`;
    const importId = newId();
    await inventory.sql(`create function interrupt() returns trigger language plpgsql as $$
      begin if new.line > 260 then raise exception 'interrupted'; end if; return new; end $$`);
    await inventory.sql(
      'create trigger interrupt before insert on stock_import_line for each row execute function interrupt()',
    );
    expect(await staff.errorOf('bulkAdjustStock', { csv: file, importId })).toMatchObject({ code: 'INTERNAL' });
    expect((await onHandOf('resumed'))[0]).toBe(250);
    await inventory.sql('drop trigger interrupt on stock_import_line');
    expect(await upload(file, { importId })).toMatchObject({ applied: 300, repeated: 250 });
    expect((await onHandOf('resumed'))[0]).toBe(300);
  });

  it('with other lines is refused', async () => {
    await inventory.withStock({ other: 1 });
    const importId = newId();
    await upload('sku,warehouse,delta\nother,EAST,1', { importId });
    expect(await upload('sku,warehouse,delta\nother,EAST,2', { importId })).toMatchObject({
      __typename: 'ImportConflict',
      code: 'IMPORT_CONFLICT',
    });
    expect((await onHandOf('other'))[0]).toBe(2);
  });
});

describe('a file that is no stock file', () => {
  it.each([
    ['is empty', ''],
    ['names no columns', 'plain,EAST,1'],
    ['lacks a column', 'sku,delta\nplain,1'],
    ['has a column too many', 'sku,warehouse,delta,price\nplain,EAST,1,2'],
    ['names a column twice', 'sku,warehouse,delta,delta\nplain,EAST,1,2'],
    ['has a broken first line', '"sku,warehouse,delta\nplain,EAST,1'],
    ['has 10,000 lines', `sku,warehouse,delta\n${'plain,EAST,1\n'.repeat(10_000)}`],
    ['is larger than a megabyte', `sku,warehouse,delta\n${'x'.repeat(1_000_000)}`],
  ])('is refused whole where it %s', async (_why, csv) => {
    expect(await staff.errorOf('bulkAdjustStock', { csv })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [expect.objectContaining({ field: 'csv' })],
    });
  });

  it('that is as long as may be is done in a moment', async () => {
    await inventory.withStock({ long: 0 });
    const started = performance.now();
    const report = await upload(`sku,warehouse,delta\n${'long,EAST,1\n'.repeat(5_000)}`);
    expect(report.applied).toBe(5_000);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await onHandOf('long'))[0]).toBe(5_000);
  });
});
