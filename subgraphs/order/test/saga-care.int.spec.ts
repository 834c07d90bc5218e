import { FulfillmentReduced, InventoryBackordered, newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, isAsked, type OrderData, placed, reaches, read, release, reserve, shipment } from './journey.ts';
import { abandon, note, retry } from './lifecycle.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();
const support = aUser(['SUPPORT']);

beforeAll(async () => {
  world = await startOrderWorld({
    SAGA_ANSWER_WITHIN_MS: '150',
    SAGA_LONGEST_WAIT_MS: '100',
    SAGA_WATCH_EVERY_MS: '30',
    SAGA_MAX_ATTEMPTS: '2',
    PAYMENT_DEADLINE_MS: '6000',
    SHIPMENT_CHECK_MS: '400',
    BACKORDER_CHECK_MS: '300',
  });
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const sagaIs = (id: string, status: string): Promise<OrderData> =>
  eventually(async () => {
    const order = await read(world, customer, id);
    expect(order?.saga.status).toBe(status);
    return order as OrderData;
  });

const stuckIds = async (): Promise<string[]> => {
  const query = 'query { stuckSagas(first: 100) { nodes { id } totalCount } }';
  const { data } = await world.ask<{ stuckSagas: { nodes: { id: string }[] } }>(support, query);
  return data.stuckSagas.nodes.map(({ id }) => id);
};

describe('a saga that is stuck', () => {
  it('is seen by staff, tried again with fresh attempts, and goes on', async () => {
    const { id } = await placed(world, customer);
    await sagaIs(id, 'STUCK');
    expect(await stuckIds()).toContain(id);
    const query = 'query ($id: ID!) { order(id: $id) { saga { steps { name compensationAttempts nextAttemptAt } } } }';
    const steps = (await world.ask<{ order: { saga: { steps: unknown[] } } }>(customer, query, { id })).data.order.saga
      .steps;
    expect(steps[0]).toEqual({ name: 'reserve-stock', compensationAttempts: 0, nextAttemptAt: null });
    expect(steps).toContainEqual({ name: 'confirm', compensationAttempts: 0, nextAttemptAt: expect.any(String) });
    const metrics = await (await fetch(`http://127.0.0.1:${world.service.port}/metrics`)).text();
    expect(metrics).toMatch(/^saga_stuck\{?.*\}? [1-9]/m);
    const before = await world.sent('ReserveStock', id);
    const { data } = await retry(world, support, id);
    expect(data.changed).toMatchObject({ __typename: 'SagaCareSuccess', order: { saga: { status: 'RUNNING' } } });
    await eventually(async () => {
      expect((await world.sent('ReserveStock', id)).length).toBeGreaterThan(before.length);
    });
    const ids = (await world.sent('ReserveStock', id)).map((message) => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    await reserve(world, id);
    const order = await reaches(world, customer, id, 'CONFIRMED');
    expect(order.history.find(({ type }) => type === 'SagaRetried')?.actor).toBe('staff');
    expect(await stuckIds()).not.toContain(id);
  });

  it('is abandoned: the order is cancelled, and what was done is undone', async () => {
    const id = await confirmed(world, customer);
    await sagaIs(id, 'STUCK');
    const { data } = await abandon(world, support, id);
    expect(data.changed).toMatchObject({ order: { status: 'CANCELLED', reason: 'by hand' } });
    await isAsked(world, 'CancelFulfillment', id);
    await isAsked(world, 'ReleaseStock', id);
    await release(world, id);
    const order = await sagaIs(id, 'COMPENSATED');
    expect(order.payment.status).toBe('VOIDED');
    expect(order.history.map(({ type }) => type)).toContain('SagaAbandoned');
  });

  it('is abandoned after the parcel has arrived: the order is complete without what is missing', async () => {
    const id = await confirmed(world, customer);
    await shipment(world, id, 'DELIVERED');
    await reaches(world, customer, id, 'DELIVERED');
    await sagaIs(id, 'STUCK');
    expect((await abandon(world, support, id)).data.changed).toMatchObject({ order: { status: 'COMPLETED' } });
    await sagaIs(id, 'COMPLETED');
  });

  it('is for staff who may change orders, and for sagas that are stuck', async () => {
    const { id } = await placed(world, customer);
    for (const act of [retry, abandon]) {
      expect((await act(world, customer, id)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await act(world, aUser(['WAREHOUSE']), id)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await act(world, support, newId())).data.changed.code).toBe('ORDER_UNKNOWN');
    }
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    await shipment(world, id, 'AWAITING_PICK');
    const notStuck = { __typename: 'SagaNotStuck', code: 'SAGA_NOT_STUCK', status: 'RUNNING' };
    await eventually(async () => expect((await retry(world, support, id)).data.changed).toMatchObject(notStuck));
    const { errors } = await world.ask(customer, 'query { stuckSagas { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('an order that waits', () => {
  it('ends when it is not confirmed in time', async () => {
    const { id } = await placed(world, customer);
    const order = await reaches(world, customer, id, 'CANCELLED');
    expect(order.reason).toBe('The order could not be confirmed in time.');
    expect(order.history.at(-1)).toMatchObject({ type: 'OrderCancelled', actor: 'watchdog' });
    await isAsked(world, 'ReleaseStock', id);
  });

  it('for stock that will come is in line, asks on patiently, and goes on when it is there', async () => {
    const { id } = await placed(world, customer);
    const answer = () => world.tell(InventoryBackordered, { orderId: id, skus: ['A'], expectedAt: null });
    await answer();
    const query = 'query ($id: ID!) { order(id: $id) { status backorder { skus expectedAt } } }';
    await eventually(async () => {
      const { data } = await world.ask<{ order: unknown }>(customer, query, { id });
      expect(data.order).toEqual({ status: 'PENDING', backorder: { skus: ['A'], expectedAt: null } });
    });
    for (let asked = 2; asked <= 5; asked += 1) {
      await eventually(async () => {
        expect((await world.sent('ReserveStock', id)).length).toBeGreaterThanOrEqual(asked);
      });
      await answer();
    }
    expect((await read(world, customer, id))?.history).toHaveLength(2);
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    expect(
      (await world.ask<{ order: { backorder: unknown } }>(customer, query, { id })).data.order.backorder,
    ).toBeNull();
  });

  it('for its parcel asks after it, and learns what it missed', async () => {
    const id = await confirmed(world, customer);
    await shipment(world, id, 'AWAITING_PICK');
    await eventually(async () => {
      expect((await world.sent('FulfilOrder', id)).length).toBeGreaterThan(1);
    });
    await shipment(world, id, 'DELIVERED');
    const order = await reaches(world, customer, id, 'DELIVERED');
    expect(order.history.filter(({ type }) => type === 'ShipmentProgressed')).toHaveLength(4);
  });

  it('takes no answer to what nobody asked', async () => {
    const id = await confirmed(world, customer);
    await world.tell(FulfillmentReduced, { orderId: id, changeId: newId(), isReduced: true });
    await shipment(world, id, 'PICKING');
    const order = await reaches(world, customer, id, 'PICKING');
    expect(order.history.map(({ type }) => type)).not.toContain('LinesCancelled');
  });
});

describe('notes', () => {
  const query = 'query ($id: ID!) { order(id: $id) { notes { text isInternal author } history { type summary } } }';
  const notesOf = async (viewer: typeof customer, id: string) => {
    const { data } = await world.ask<{ order: { notes: { text: string }[]; history: { summary: string }[] } }>(
      viewer,
      query,
      { id },
    );
    return data.order;
  };

  it('are for the customer and for staff, and internal ones for staff alone', async () => {
    const { id: orderId } = await placed(world, customer);
    await note(world, customer, { orderId, text: 'Ring twice.' });
    await note(world, support, { orderId, text: 'A friend of ours.', isInternal: true });
    const seen = await notesOf(customer, orderId);
    expect(seen.notes).toEqual([{ text: 'Ring twice.', isInternal: false, author: 'customer' }]);
    expect(JSON.stringify(seen)).not.toContain('friend');
    expect((await notesOf(support, orderId)).notes).toHaveLength(2);
    expect(seen.history[0]?.summary).toMatch(/^2 pieces ordered for /);
    const internal = { orderId, text: 'Psst.', isInternal: true };
    expect((await note(world, customer, internal)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await note(world, aUser(), { orderId, text: 'Hi.' })).data.changed.code).toBe('ORDER_UNKNOWN');
    expect((await note(world, customer, { orderId, text: '' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
