import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { placed, reaches, read, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, captured, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({
    ...{ PAYMENT_TIMEOUT_MS: '300', PAYMENT_OPEN_MS: '700', PAYMENT_FAILURES_TO_OPEN: '5' },
    ...{ SAGA_ANSWER_WITHIN_MS: '500', SAGA_LONGEST_WAIT_MS: '500', SAGA_WATCH_EVERY_MS: '50' },
  });
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const breakerState = async (): Promise<string> => {
  const metrics = await (await fetch(`http://127.0.0.1:${world.service.port}/metrics`)).text();
  return /payment_breaker_state(?:\{[^}]*\})? (\d)/.exec(metrics)?.[1] ?? '';
};

const struck = async (): Promise<number> => {
  const faults = (await (await fetch(`${world.payments.url}/_sandbox/faults`)).json()) as { struck: number }[];
  return faults.reduce((sum, fault) => sum + fault.struck, 0);
};

describe('an outage of the payment provider', () => {
  it('leaves it alone, uses up no message, and ends with every order paid once', async () => {
    const shipped = await captured(world, customer);
    await world.fault({ match: { path: '/v1/*' }, action: 'fail500' });
    const orders = await Promise.all(Array.from({ length: 8 }, () => placed(world, customer)));
    for (const { id } of orders) await reserve(world, id);
    await eventually(async () => expect(await breakerState()).toBe('2'));
    // Several times as long as the breaker stays open: it is asked a few times only.
    await eventually(async () => expect(await struck()).toBeGreaterThan(8));
    expect(await struck()).toBeLessThan(30);
    for (const { id } of orders) expect((await read(world, customer, id))?.status).toBe('RESERVED');
    await world.heal();
    for (const { id } of orders) {
      await reaches(world, customer, id, 'CONFIRMED');
      expect(await intentsOf(world, id)).toHaveLength(1);
    }
    await eventually(async () => expect(await breakerState()).toBe('0'));
    expect(await world.sql('select type from dead_letter')).toEqual([]);
    expect(await world.sql(`select order_id from saga where status = 'STUCK'`)).toEqual([]);
    expect((await read(world, customer, shipped))?.payment.status).toBe('CAPTURED');
    expect(await breaches(world)).toEqual([]);
  });

  it('survives a restart in the middle: what was put off is in the database', async () => {
    const { id } = await placed(world, customer);
    await world.fault({ match: { path: '/v1/*' }, action: 'fail500' });
    await reserve(world, id);
    await eventually(async () => {
      const tasks = await world.sql('select 1 from payment_task where order_id = $1 and due_at is not null', [id]);
      expect(tasks).toHaveLength(1);
    });
    await world.restart();
    await world.heal();
    await reaches(world, customer, id, 'CONFIRMED');
    await shipment(world, id, 'SHIPPED');
    await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
    expect(await intentsOf(world, id)).toMatchObject([{ amount_received: 3499 }]);
  });
});
