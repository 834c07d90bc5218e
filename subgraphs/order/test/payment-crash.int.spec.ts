import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, placed, reaches, read, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, captured, entriesOf, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();
const staff = aUser(['SUPPORT']);

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_TIMEOUT_MS: '300', SAGA_WATCH_EVERY_MS: '50' });
  world.neighbours.prices.set('A', 1500);
  // A sequence is not rolled back: it counts the transactions that were killed.
  await world.sql('create sequence killed');
  await world.sql(`create function kill_transaction() returns trigger language plpgsql as $$
    begin
      if nextval('killed') <= 3 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return new;
    end $$`);
});
afterEach(async () => {
  await world.heal();
  await world.sql('drop trigger if exists killer on order_event');
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

/** Three times the connection dies after the provider has answered, and before that is committed. */
const killBefore = async (type: string): Promise<void> => {
  await world.sql('alter sequence killed restart');
  await world.sql(`create trigger killer before insert on order_event for each row
    when (new.type = '${type}') execute function kill_transaction()`);
};

const kills = async (): Promise<number> => {
  const [row] = await world.sql<{ count: number }>('select last_value::integer as count from killed');
  return row?.count ?? 0;
};

const paymentShows = (id: string, status: string) =>
  eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe(status));

describe('a process that dies between the answer of the provider and its record', () => {
  it('sets the money aside once', async () => {
    await killBefore('PaymentAuthorized');
    const { id } = await placed(world, customer);
    await reserve(world, id);
    await reaches(world, customer, id, 'CONFIRMED');
    expect(await kills()).toBeGreaterThan(3);
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'requires_capture' }]);
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499']);
  });

  it('takes the money once', async () => {
    const id = await confirmed(world, customer);
    await killBefore('PaymentCaptured');
    await shipment(world, id, 'SHIPPED');
    await paymentShows(id, 'CAPTURED');
    expect(await kills()).toBeGreaterThan(3);
    expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499', 'CAPTURED 3499']);
    expect(await intentsOf(world, id)).toMatchObject([{ amount_received: 3499 }]);
  });

  it('lets the money go', async () => {
    await world.fault({ match: { path: '/v1/payment_intents', method: 'POST' }, action: 'delay', delayMs: 200 });
    const { id } = await placed(world, customer);
    await killBefore('PaymentVoided');
    await reserve(world, id);
    await eventually(async () => expect((await read(world, customer, id))?.status).toBe('RESERVED'));
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: id, reason: 'no' } });
    await paymentShows(id, 'VOIDED');
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'canceled' }]);
  });

  it('gives the money back once', async () => {
    const id = await captured(world, customer);
    await killBefore('PaymentRefunded');
    const query = 'mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename } }';
    await world.ask(staff, query, { input: { orderId: id, amount: 500, reason: 'no', idempotencyKey: newId() } });
    await paymentShows(id, 'PARTIALLY_REFUNDED');
    expect(await kills()).toBeGreaterThan(3);
    const { refunds } = await world.ledger();
    const [intent] = await intentsOf(world, id);
    expect(refunds.filter(({ payment_intent }) => payment_intent === intent?.id)).toHaveLength(1);
  });
});

describe('the ledger', () => {
  it('can only grow', async () => {
    await captured(world, customer);
    await expect(world.sql('update payment_entry set amount = 1')).rejects.toThrow('append-only');
    await expect(world.sql('delete from payment_entry')).rejects.toThrow('append-only');
  });

  it('shows a fact that it does not have: the check is no decoration', async () => {
    const id = await captured(world, customer);
    await world.sql('alter table order_event disable trigger order_event_books_payment');
    await world.sql(
      `insert into order_event (stream_id, version, type, data, metadata, recorded_at)
       values ($1, 1000, 'PaymentRefunded', '{"refundId":"x","refundRef":"re_x","amount":{"amount":1,"currency":"USD"}}', '{}', now())`,
      [id],
    );
    expect(await breaches(world)).toHaveLength(1);
    await world.sql('delete from order_event where stream_id = $1 and version = 1000', [id]);
    await world.sql('alter table order_event enable trigger order_event_books_payment');
  });
});
