import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InventoryReservationFailed } from '@cardstock/contracts';
import { type Orm, openDatabase, sqlOf } from '@cardstock/service';
import { aUser, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Difference, rebuildReadModel } from '../src/persistence/rebuild.ts';
import { confirmed, deliver, happens, placed, reaches, shipment } from './journey.ts';
import { changed } from './lifecycle.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
let orm: Orm;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
  orm = await openDatabase({
    url: world.environment['DATABASE_URL'] ?? '',
    entities: [],
    migrations: [],
    log: testTools('order').log,
  });
});
afterAll(async () => {
  await orm.close();
  await world.stop();
});

const rebuild = async (isCheck: boolean) => {
  const differences: Difference[] = [];
  const report = await rebuildReadModel({
    inTransaction: (work) => orm.em.fork().transactional((em) => work(sqlOf(em))),
    onDifference: (difference) => differences.push(difference),
    isCheck,
  });
  return { ...report, differences };
};

/** One order of each kind: delivered, changed, cancelled late, refused, and just placed. */
const messyHistory = async (): Promise<string[]> => {
  const delivered = await confirmed(world, customer);
  await deliver(world, customer, delivered);
  const stopped = await confirmed(world, customer);
  await shipment(world, stopped, 'CANCELLED');
  await happens(world, customer, stopped, 'PaymentVoided');
  const refused = (await placed(world, customer)).id;
  await world.tell(InventoryReservationFailed, {
    orderId: refused,
    shortages: [{ sku: 'A', requested: 2, available: 1 }],
  });
  await reaches(world, customer, refused, 'REJECTED');
  return [delivered, stopped, refused, await changed(world, customer), (await placed(world, customer)).id];
};

const readModel = () =>
  world.sql(
    `select summary.id, number, customer_id, status, reason, placed_at, totals, version, grand_total,
       (select jsonb_agg(to_jsonb(line) order by place) from order_line line where order_id = summary.id) as lines
     from order_summary summary order by id`,
  );

describe('rebuilding the read model', () => {
  it('finds nothing to do after a messy history, and puts right whatever is wrong', async () => {
    const ids = await messyHistory();
    const before = await readModel();
    expect(await rebuild(true)).toEqual({ orders: ids.length, wrong: 0, differences: [] });
    await world.sql(
      `update order_summary set status = 'PICKING', version = 99, reason = 'x', totals = '{"grandTotal":{"amount":1}}'`,
    );
    await world.sql(`update order_line set quantity = 77, title = 'x' where order_id = $1`, [ids[0]]);
    await world.sql('delete from order_line where order_id = $1', [ids[1]]);
    const found = await rebuild(true);
    expect(found.wrong).toBe(ids.length);
    expect(found.differences).toContainEqual(expect.objectContaining({ orderId: ids[0], field: 'lines' }));
    expect((await rebuild(false)).wrong).toBe(ids.length);
    expect(await readModel()).toEqual(before);
    expect((await rebuild(true)).wrong).toBe(0);
  });

  it('brings back a row that is gone', async () => {
    const { id } = await placed(world, customer);
    const before = await readModel();
    await world.sql('alter table saga drop constraint if exists saga_order_id_fkey');
    await world.sql('delete from order_line where order_id = $1', [id]);
    await world.sql('delete from order_summary where id = $1', [id]);
    expect((await rebuild(false)).differences).toContainEqual(expect.objectContaining({ orderId: id, field: 'row' }));
    expect(await readModel()).toEqual(before);
  });

  it('goes on beside writers of the same orders', async () => {
    const orders = await Promise.all(Array.from({ length: 5 }, () => placed(world, customer)));
    const cancelAll = orders.map(({ id }) =>
      world.ask(customer, 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }', {
        input: { orderId: id, reason: 'no' },
      }),
    );
    await Promise.all([rebuild(false), ...cancelAll, rebuild(false)]);
    expect((await rebuild(true)).wrong).toBe(0);
  });
});

describe('the command', () => {
  const run = promisify(execFile);
  const command = (...args: string[]) => {
    const env = { ...process.env, ...world.environment };
    return run(process.execPath, ['subgraphs/order/dist/rebuild.main.js', ...args], { env });
  };

  it('tells what differs and fails when it only checks, and puts it right otherwise', async () => {
    const { id } = await placed(world, customer);
    await world.sql(`update order_summary set status = 'PACKED' where id = $1`, [id]);
    const failure = await command('--check').then(
      () => undefined,
      (err: { code: number; stdout: string }) => err,
    );
    expect([failure?.code, failure?.stdout]).toEqual([1, expect.stringContaining(`${id} status: "PACKED" should be`)]);
    expect((await command()).stdout).toContain('1 put right');
    expect((await command('--check')).stdout).toContain('0 differ');
  });
});
