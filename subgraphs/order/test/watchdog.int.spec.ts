import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, deliver, placed, reaches, read, reserve } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({
    SAGA_ANSWER_WITHIN_MS: '150',
    SAGA_LONGEST_WAIT_MS: '150',
    SAGA_WATCH_EVERY_MS: '30',
    SAGA_MAX_ATTEMPTS: '4',
  });
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

describe('a saga', () => {
  it('asks again when no answer comes, under a new message id, and an answer then helps as ever', async () => {
    const { id } = await placed(world, customer);
    await eventually(async () => expect((await world.sent('ReserveStock', id)).length).toBeGreaterThan(1));
    const asked = await world.sent('ReserveStock', id);
    expect(new Set(asked.map((message) => message.id)).size).toBe(asked.length);
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    const [step] = (await read(world, customer, id))?.saga.steps ?? [];
    expect(step).toMatchObject({ name: 'reserve-stock', state: 'DONE', error: null });
    expect(step?.attempts).toBeGreaterThan(1);
  });

  it('says that it is stuck after its last attempt, and comes loose when the answer comes after all', async () => {
    const { id } = await placed(world, customer);
    const stuck = await eventually(async () => {
      const order = await read(world, customer, id);
      expect(order?.saga.status).toBe('STUCK');
      return order;
    });
    expect(stuck?.saga.steps[0]).toMatchObject({ attempts: 4, error: 'no answer after 4 attempts' });
    await reserve(world, id);
    expect((await reaches(world, customer, id, 'CONFIRMED')).saga.status).toBe('RUNNING');
  });

  it('goes on where it was after a restart of the process', async () => {
    const { id } = await placed(world, customer);
    await world.restart();
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    expect((await deliver(world, customer, id)).saga.status).toBe('COMPLETED');
  });

  it('stops reminding the warehouse once it has begun', async () => {
    const id = await confirmed(world, customer);
    await deliver(world, customer, id);
    const rows = await world.sql('select 1 from saga where order_id = $1 and next_check_at is not null', [id]);
    expect(rows).toEqual([]);
  });
});
