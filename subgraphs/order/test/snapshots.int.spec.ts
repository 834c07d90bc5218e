import { newId } from '@cardstock/contracts';
import { type Orm, openDatabase, sqlOf } from '@cardstock/service';
import { aUser, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exists, fold } from '../src/domain/order/evolve.ts';
import { readEvents } from '../src/persistence/event-store.ts';
import { loadOrders } from '../src/persistence/load-orders.ts';
import { isSnapshotDue, readSnapshots, saveSnapshots } from '../src/persistence/snapshot.repository.ts';
import { confirmed, deliver, placed, reaches } from './journey.ts';
import { changed, takePieceOut } from './lifecycle.ts';
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

describe('a snapshot of an order', () => {
  it('is the order as its events tell it, moments and all', async () => {
    const id = await changed(world, customer);
    const sql = sqlOf(orm.em.fork());
    const facts = await readEvents(sql, [id]);
    const order = fold(facts.map(({ event }) => event));
    expect(exists(order)).toBe(true);
    await saveSnapshots(sql, [{ id, version: facts.length, order }]);
    expect((await readSnapshots(sql, [id, newId()])).get(id)).toEqual({ id, version: facts.length, order });
    await saveSnapshots(sql, [{ id, version: 1, order }]);
    expect((await readSnapshots(sql, [id])).get(id)?.version).toBe(facts.length);
  });

  it('of another shape is of no use', async () => {
    const { id } = await placed(world, customer);
    const sql = sqlOf(orm.em.fork());
    const order = fold((await readEvents(sql, [id])).map(({ event }) => event));
    await saveSnapshots(sql, [{ id, version: 1, order }]);
    await world.sql('update order_snapshot set schema_version = 0 where stream_id = $1', [id]);
    expect((await readSnapshots(sql, [id])).size).toBe(0);
    await saveSnapshots(sql, [{ id, version: 1, order }]);
    expect((await readSnapshots(sql, [id])).size).toBe(1);
  });

  it('is due once per fifty events', () => {
    expect([isSnapshotDue(0, 4), isSnapshotDue(48, 50), isSnapshotDue(49, 52), isSnapshotDue(50, 60)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is written as an order grows old, is what the order is read from, and leaves it as it is', async () => {
    const id = await confirmed(world, customer, { lines: [{ sku: 'A', quantity: 20 }] });
    const sql = sqlOf(orm.em.fork());
    for (let round = 0; round < 16; round += 1) await takePieceOut(world, customer, id);
    const snapshot = (await readSnapshots(sql, [id])).get(id);
    expect(snapshot?.version).toBeGreaterThanOrEqual(50);
    const [loaded] = await loadOrders(sql, [id]);
    const facts = await readEvents(sql, [id]);
    expect(loaded?.version).toBe(facts.length);
    expect(loaded?.order).toEqual(fold(facts.map(({ event }) => event)));
    // No event told this number: only from the snapshot can it be known.
    await world.sql(
      `update order_snapshot set state = jsonb_set(state, '{number}', '"FROM-SNAPSHOT"') where stream_id = $1`,
      [id],
    );
    expect((await loadOrders(sql, [id]))[0]?.order).toMatchObject({ number: 'FROM-SNAPSHOT' });
    await world.sql('delete from order_snapshot where stream_id = $1', [id]);
    await deliver(world, customer, id);
    expect(await reaches(world, customer, id, 'COMPLETED')).toMatchObject({ lines: [{ quantity: 4 }] });
  });
});
