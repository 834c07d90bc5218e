import type { Sql } from '@cardstock/messaging';
import type { DuePayment, PaymentCall, PaymentCalls, PaymentLedger } from '../application/payments/payment-ports.ts';

const COLUMNS = `attempt, is_key_used_up as "isKeyUsedUp", asked_at as "askedAt", last_asked_at as "lastAskedAt", retries`;

// In the order of the ids, so that two that begin the same do not wait for each other crosswise.
const BEGIN = `
  insert into payment_task (order_id, operation, asked_at, last_asked_at)
  select id, $2, $3, $3 from (select distinct id from unnest($1::uuid[]) as asked (id) order by id) as sorted
  on conflict (order_id, operation) do update set last_asked_at = excluded.last_asked_at
  returning order_id as "orderId", ${COLUMNS}`;

const beginMany =
  (sql: Sql): PaymentCalls['beginMany'] =>
  async (orderIds, operation, at) => {
    if (orderIds.length === 0) return new Map();
    const rows = await sql<PaymentCall & { orderId: string }>(BEGIN, [orderIds, operation, at]);
    return new Map(rows.map(({ orderId, ...call }) => [orderId, call]));
  };

/** What the provider was asked, within one transaction. */
export const paymentCallsIn = (sql: Sql): PaymentCalls => ({
  beginMany: beginMany(sql),
  begin: async ({ orderId, operation }, at) => {
    const call = (await beginMany(sql)([orderId], operation, at)).get(orderId);
    if (!call) throw new Error('a payment call was not noted');
    return call;
  },
  find: async ({ orderId, operation }) => {
    const text = `select ${COLUMNS} from payment_task where order_id = $1 and operation = $2`;
    return (await sql<PaymentCall>(text, [orderId, operation]))[0];
  },
  renew: async ({ orderId, operation }, { attempt }, at) => {
    const [call] = await sql<PaymentCall>(
      `update payment_task set attempt = attempt + 1, is_key_used_up = false, asked_at = $4, last_asked_at = $4
       where order_id = $1 and operation = $2 and attempt = $3 returning ${COLUMNS}`,
      [orderId, operation, attempt, at],
    );
    return call;
  },
  putOff: async ({ orderId, operation }, until, isKeyUsedUp) => {
    await sql(
      `insert into payment_task (order_id, operation, asked_at, last_asked_at, is_key_used_up, due_at)
       values ($1, $2, now(), now(), $4, $3)
       on conflict (order_id, operation) do update set due_at = least(payment_task.due_at, excluded.due_at),
         -- Of several that put it off at once, one counts.
         retries = payment_task.retries
           + case when payment_task.due_at is null or payment_task.due_at > excluded.due_at then 1 else 0 end,
         is_key_used_up = payment_task.is_key_used_up or excluded.is_key_used_up`,
      [orderId, operation, until, isKeyUsedUp],
    );
  },
  finish: async ({ orderId, operation, leasedUntil }) => {
    const text = `update payment_task set due_at = null, retries = 0
      where order_id = $1 and operation = $2 and due_at = $3`;
    await sql(text, [orderId, operation, leasedUntil]);
  },
});

export const paymentLedgerIn = (sql: Sql): PaymentLedger => ({
  isBooked: async (providerRef, kind) => {
    const text = 'select 1 from payment_entry where provider_ref = $1 and kind = $2';
    return (await sql(text, [providerRef, kind])).length > 0;
  },
  orderOf: async (providerRef) => {
    const text = 'select order_id as id from payment_entry where provider_ref = $1 limit 1';
    return (await sql<{ id: string }>(text, [providerRef]))[0]?.id;
  },
});

/** Takes what is due; what is not finished until a moment, somebody else may take. Any number may take at once. */
export const takeDueTasks = (sql: Sql, limit: number, leasedUntil: Date): Promise<readonly DuePayment[]> =>
  sql<DuePayment>(
    `update payment_task set due_at = $2
     where (order_id, operation) in
       (select order_id, operation from payment_task where due_at <= now() order by due_at limit $1 for update skip locked)
     returning order_id as "orderId", operation, due_at as "leasedUntil"`,
    [limit, leasedUntil],
  );
