import { InventoryReservationFailed, InventoryReserved } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, deliver, isAsked, placed, reaches, read, release, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const sagaEnds = (id: string, status: string) =>
  eventually(async () => {
    const order = await read(world, customer, id);
    expect(order?.saga.status).toBe(status);
    return order;
  });

describe('an order', () => {
  it('goes from PENDING to COMPLETED, with its money taken and every step done', async () => {
    const { id } = await placed(world, customer);
    expect((await isAsked(world, 'ReserveStock', id)).data).toEqual({
      orderId: id,
      lines: [{ sku: 'A', quantity: 2 }],
    });
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    const order = await deliver(world, customer, id);
    expect(order.payment).toMatchObject({
      status: 'CAPTURED',
      authorized: { amount: 3499 },
      captured: { amount: 3499 },
    });
    expect(order.saga.status).toBe('COMPLETED');
    expect(new Set(order.saga.steps.map(({ state }) => state))).toEqual(new Set(['DONE']));
    expect(order.history.map(({ version }) => version)).toEqual(order.history.map((_entry, index) => index + 1));
  });

  it('tells of every status that its customer is written to about, once and in order', async () => {
    const id = await confirmed(world, customer);
    await deliver(world, customer, id);
    const told = await world.sent('OrderStatusChanged', id);
    expect(told.map(({ data }) => (data as { status: string }).status)).toEqual([
      'CONFIRMED',
      'SHIPPED',
      'DELIVERED',
      'COMPLETED',
    ]);
    expect(told.map(({ data }) => (data as { previousStatus: string | null }).previousStatus)).toEqual([
      'AUTHORIZED',
      'PACKED',
      'SHIPPED',
      'DELIVERED',
    ]);
    expect(told.at(-3)?.data).toMatchObject({
      carrier: 'SwiftPost',
      trackingNumber: 'TRACK1',
      grandTotal: { amount: 3499 },
    });
  });

  it('is rejected with its stock let go when the card is declined', async () => {
    const { id } = await placed(world, customer, { payment: { method: 'card', token: 'pm_card_chargeDeclined' } });
    await reserve(world, id);
    const rejected = await reaches(world, customer, id, 'REJECTED');
    expect(rejected.payment).toMatchObject({
      status: 'DECLINED',
      failureCode: 'generic_decline',
      captured: { amount: 0 },
    });
    expect(rejected.saga.status).toBe('COMPENSATING');
    await isAsked(world, 'ReleaseStock', id);
    await release(world, id);
    await sagaEnds(id, 'COMPENSATED');
  });

  it.each([['a token that the provider does not know', 'pm_card_nonsense', 'invalid_payment_method']])(
    'is rejected for %s',
    async (_what, token, failureCode) => {
      const { id } = await placed(world, customer, { payment: { method: 'card', token } });
      await reserve(world, id);
      expect((await reaches(world, customer, id, 'REJECTED')).payment.failureCode).toBe(failureCode);
    },
  );

  it('is rejected with the reason when there is too little stock, and nobody is charged', async () => {
    const { id } = await placed(world, customer);
    await world.tell(InventoryReservationFailed, {
      orderId: id,
      shortages: [{ sku: 'A', requested: 2, available: 1 }],
    });
    const order = await reaches(world, customer, id, 'REJECTED');
    expect(order.reason).toBe('Too little stock: A (2 wanted, 1 left)');
    expect(order.saga.status).toBe('COMPENSATED');
    expect(await world.sent('AuthorizePayment', id)).toEqual([]);
  });
});

describe('messages', () => {
  it('have one effect however often they come', async () => {
    const { id } = await placed(world, customer);
    const reserved = await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    const before = await read(world, customer, id);
    await world.repeat(reserved);
    await world.tell(InventoryReserved, reserved.data as { orderId: string; allocations: [] });
    const [ask] = await world.sent('AuthorizePayment', id);
    if (ask) await world.repeat({ ...ask, id: (await shipment(world, id, 'PICKING')).id.replace(/^./, 'f') });
    await shipment(world, id, 'PICKING');
    const after = await reaches(world, customer, id, 'PICKING');
    expect(after.version).toBe((before?.version ?? 0) + 1);
    const { intents } = await world.ledger();
    expect(intents.filter(({ metadata }) => metadata.orderId === id)).toHaveLength(1);
  });

  it('that skip a status show it all the same; older ones change nothing', async () => {
    const id = await confirmed(world, customer);
    await shipment(world, id, 'SHIPPED');
    await reaches(world, customer, id, 'SHIPPED');
    await shipment(world, id, 'PICKING');
    await shipment(world, id, 'DELIVERED');
    await reaches(world, customer, id, 'DELIVERED');
    const changes = await world.sql<{ status: string }>(
      'select status from order_event where stream_id = $1 and status is not null order by version',
      [id],
    );
    expect(changes.map(({ status }) => status).slice(4)).toEqual(['PICKING', 'PACKED', 'SHIPPED', 'DELIVERED']);
  });
});
