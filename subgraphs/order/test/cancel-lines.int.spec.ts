import { FulfillmentReduced, InventoryCommitted, InventoryLinesReleased, newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, deliver, isAsked, type OrderData, placed, reaches, read, reserve, shipment } from './journey.ts';
import { cancelPieces, cancelTheseLines } from './lifecycle.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({
    SAGA_ANSWER_WITHIN_MS: '700',
    SAGA_LONGEST_WAIT_MS: '200',
    SAGA_WATCH_EVERY_MS: '50',
  });
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const confirmedOrder = async (): Promise<OrderData> => {
  const id = await confirmed(world, customer);
  const order = await read(world, customer, id);
  if (!order) throw new Error('the order is gone');
  return order;
};

const changeIdOf = async (type: string, orderId: string): Promise<string> =>
  ((await isAsked(world, type, orderId)).data as { changeId: string }).changeId;

const answered = async (orderId: string, isReduced: boolean) =>
  world.tell(FulfillmentReduced, { orderId, changeId: await changeIdOf('ReduceFulfillment', orderId), isReduced });

const released = async (orderId: string) =>
  world.tell(InventoryLinesReleased, { orderId, changeId: await changeIdOf('ReleaseLines', orderId) });

const quantityBecomes = (id: string, quantity: number): Promise<OrderData> =>
  eventually(async () => {
    const order = await read(world, customer, id);
    expect(order?.lines[0]?.quantity).toBe(quantity);
    return order as OrderData;
  });

describe('taking pieces out of an order', () => {
  it('that the warehouse has: it decides, the stock is let go, and only what is left is paid', async () => {
    const order = await confirmedOrder();
    const { data } = await cancelPieces(world, customer, { order });
    expect(data.changed).toMatchObject({ __typename: 'CancelOrderLinesSuccess', order: { status: 'CONFIRMED' } });
    const piece = { sku: 'A', quantity: 1, warehouseId: 'w1' };
    expect((await isAsked(world, 'ReduceFulfillment', order.id)).data).toMatchObject({ lines: [piece] });
    await answered(order.id, true);
    const changed = await quantityBecomes(order.id, 1);
    expect(changed.totals.subtotal.amount).toBe(1500);
    expect(changed.totals.grandTotal.amount).toBeLessThanOrEqual(order.totals.grandTotal.amount - 1500);
    expect((await isAsked(world, 'ReleaseLines', order.id)).data).toMatchObject({ lines: [piece] });
    await released(order.id);
    const done = await deliver(world, customer, order.id);
    expect(done.payment.captured.amount).toBe(changed.totals.grandTotal.amount);
    expect(done.payment.authorized.amount).toBe(order.totals.grandTotal.amount);
    expect(done.saga.status).toBe('COMPLETED');
    expect(done.saga.steps.map(({ name }) => name)).toContain('release-lines');
  });

  it('is refused by a warehouse that has packed it, and the order goes on as it was', async () => {
    const order = await confirmedOrder();
    await cancelPieces(world, customer, { order });
    await answered(order.id, false);
    await eventually(async () =>
      expect((await read(world, customer, order.id))?.history.at(-1)?.type).toBe('CancellationOfLinesRefused'),
    );
    const done = await deliver(world, customer, order.id);
    expect(done.payment.captured.amount).toBe(order.totals.grandTotal.amount);
    expect(done.saga.steps.find(({ name }) => name === 'reduce-shipment')?.state).toBe('FAILED');
  });

  it('whose parcel leaves before the answer comes takes no more than what is in it', async () => {
    const order = await confirmedOrder();
    await cancelPieces(world, customer, { order });
    const changeId = await changeIdOf('ReduceFulfillment', order.id);
    await shipment(world, order.id, 'SHIPPED');
    await reaches(world, customer, order.id, 'SHIPPED');
    expect(await world.sent('CapturePayment', order.id)).toEqual([]);
    await world.tell(FulfillmentReduced, { orderId: order.id, changeId, isReduced: true });
    const changed = await quantityBecomes(order.id, 1);
    await eventually(async () => {
      const { payment } = (await read(world, customer, order.id)) as OrderData;
      expect(payment.captured.amount).toBe(changed.totals.grandTotal.amount);
    });
    expect(await world.sent('CommitStock', order.id)).toEqual([]);
    await released(order.id);
    await isAsked(world, 'CommitStock', order.id);
  });

  it('is done before the warehouse knows of it, even while the payment is being authorized', async () => {
    await world.fault({
      match: { path: '/v1/payment_intents', method: 'POST' },
      action: 'delay',
      delayMs: 600,
      times: 1,
    });
    const order = await placed(world, customer);
    await reserve(world, order.id);
    await reaches(world, customer, order.id, 'RESERVED');
    const { data } = await cancelPieces(world, customer, { order });
    expect(data.changed).toMatchObject({ order: { status: 'RESERVED', lines: [{ quantity: 1 }] } });
    const later = await reaches(world, customer, order.id, 'CONFIRMED');
    expect(later.payment.authorized.amount).toBe(order.totals.grandTotal.amount);
    expect((await isAsked(world, 'FulfilOrder', order.id)).data).toMatchObject({
      lines: [{ sku: 'A', quantity: 1, warehouseId: 'w1' }],
    });
    await released(order.id);
  });

  it('asked ten times at once is one change, and the others are told that it is under way', async () => {
    const order = await confirmedOrder();
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancelPieces(world, customer, { order })));
    const names = answers.map(({ data }) => data.changed.__typename);
    expect(names.filter((name) => name === 'CancelOrderLinesSuccess')).toHaveLength(1);
    expect(names.filter((name) => name === 'OrderChanging')).toHaveLength(9);
  });

  it('with one key is one change, also when it is over', async () => {
    const order = await confirmedOrder();
    const key = newId();
    await Promise.all([1, 2, 3].map(() => cancelPieces(world, customer, { order, key })));
    await answered(order.id, true);
    await quantityBecomes(order.id, 1);
    const again = await cancelPieces(world, customer, { order, key });
    expect(again.data.changed).toMatchObject({ order: { lines: [{ quantity: 1 }] } });
    expect(await world.sent('ReleaseLines', order.id)).toHaveLength(1);
  });

  it('racing with a cancellation of the whole ends in one cancelled order, whatever comes in what order', async () => {
    const order = await confirmedOrder();
    await cancelPieces(world, customer, { order });
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: order.id, reason: 'all of it' } });
    const stopped = await shipment(world, order.id, 'CANCELLED');
    await reaches(world, customer, order.id, 'CANCELLED');
    const late = await answered(order.id, true);
    for (const message of [late, stopped, late]) await world.repeat(message);
    await isAsked(world, 'ReleaseStock', order.id);
    expect((await read(world, customer, order.id))?.status).toBe('CANCELLED');
    expect(await world.sent('ReleaseLines', order.id)).toEqual([]);
  });

  it('racing with a cancellation and with a parcel that leaves: the parcel wins, and is paid as it is', async () => {
    const orders = await Promise.all([1, 2, 3, 4, 5].map(confirmedOrder));
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await Promise.all(
      orders.flatMap((order) => [
        cancelPieces(world, customer, { order }),
        world.ask(customer, query, { input: { orderId: order.id, reason: 'all of it' } }),
        shipment(world, order.id, 'PACKED'),
        shipment(world, order.id, 'SHIPPED'),
      ]),
    );
    for (const order of orders) {
      await reaches(world, customer, order.id, 'SHIPPED');
      const isAskedFor = (await world.sent('ReduceFulfillment', order.id)).length > 0;
      if (isAskedFor) await answered(order.id, false);
      await world.tell(InventoryCommitted, { orderId: order.id });
      await shipment(world, order.id, 'DELIVERED');
      const done = await reaches(world, customer, order.id, 'COMPLETED');
      expect(done.payment.captured.amount).toBe(order.totals.grandTotal.amount);
      expect(done.saga.status).toBe('COMPLETED');
    }
  });

  it('is asked for again, under a new id, when no answer comes, and each answer counts once', async () => {
    const order = await confirmedOrder();
    await cancelPieces(world, customer, { order });
    const asked = await eventually(async () => {
      const messages = await world.sent('ReduceFulfillment', order.id);
      expect(messages.length).toBeGreaterThan(1);
      return messages;
    });
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
    const [told, twice] = [await answered(order.id, true), await answered(order.id, true)];
    for (const message of [told, twice]) await world.repeat(message);
    await quantityBecomes(order.id, 1);
    const freed = await released(order.id);
    await world.repeat(freed);
    await deliver(world, customer, order.id);
    const history = (await read(world, customer, order.id))?.history.map(({ type }) => type) ?? [];
    expect(history.filter((type) => type === 'LinesCancelled' || type === 'LinesReleased')).toHaveLength(2);
  });

  it('is refused for what is not there, in words that a program understands', async () => {
    const order = await confirmedOrder();
    const line = { lineId: order.lines[0]?.id, quantity: 3 };
    const orderId = order.id;
    const cases: [Record<string, unknown>, string, string][] = [
      [{ orderId, lines: [line] }, 'LineTooShort', 'LINE_TOO_SHORT'],
      [{ orderId, lines: [{ lineId: newId(), quantity: 1 }] }, 'UnknownLine', 'LINES_UNKNOWN'],
      [{ orderId: newId(), lines: [line] }, 'OrderNotFound', 'ORDER_UNKNOWN'],
    ];
    for (const [input, __typename, code] of cases) {
      expect((await cancelTheseLines(world, customer, input)).data.changed).toMatchObject({ __typename, code });
    }
    expect((await cancelPieces(world, aUser(), { order })).data.changed.code).toBe('ORDER_UNKNOWN');
    const early = await placed(world, customer);
    const refused = await cancelPieces(world, customer, { order: early });
    expect(refused.data.changed).toMatchObject({ __typename: 'IllegalOrderState', state: 'PENDING' });
    for (const lines of [[], [{ lineId: 'x', quantity: 1 }], [{ ...line, quantity: 0 }]]) {
      const { errors } = await cancelTheseLines(world, customer, { orderId, lines });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    expect((await cancelPieces(world, ANONYMOUS, { order })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
