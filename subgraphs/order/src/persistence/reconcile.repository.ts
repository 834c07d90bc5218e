import type { Sql } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { BookedPayment, Mismatch, PaymentCheck } from '../application/reconciliation/payment-reconciliation.ts';
import type { ReconcileBooks } from '../application/reconciliation/reconcile-parts.ts';

const PAGE = 200;

/** Refunds are booked under their own references: they count for the payment that was taken. */
const BOOKED = `
  select booked.provider_ref as "paymentId", booked.order_id as "orderId", coalesce(summary.status, 'PENDING') as status,
    booked.authorized::integer, booked.captured::integer, booked.voided::integer,
    (case when booked.captured > 0 then coalesce(given.back, 0) else 0 end)::integer as refunded
  from (select provider_ref, order_id, min(position) as position,
          coalesce(sum(amount) filter (where kind = 'AUTHORIZED'), 0) as authorized,
          coalesce(sum(amount) filter (where kind = 'CAPTURED'), 0) as captured,
          coalesce(sum(amount) filter (where kind = 'VOIDED'), 0) as voided
        from payment_entry where provider_ref = any($1::text[]) and kind <> 'REFUNDED' group by provider_ref, order_id) booked
  left join order_summary summary on summary.id = booked.order_id
  left join lateral (select sum(amount) as back from payment_entry
                     where order_id = booked.order_id and kind = 'REFUNDED') given on true`;

async function* bookedSince(sql: Sql, moment: Date, before: Date): AsyncIterable<BookedPayment> {
  let after = '0';
  for (;;) {
    const page: { ref: string; position: string }[] = await sql(
      `select provider_ref as ref, position::text from payment_entry
       where kind = 'AUTHORIZED' and at >= $1 and at < $2 and position > $3::bigint order by payment_entry.position limit ${PAGE}`,
      [moment, before, after],
    );
    const last = page.at(-1);
    if (!last) return;
    yield* await sql<BookedPayment>(BOOKED, [page.map(({ ref }) => ref)]);
    after = last.position;
  }
}

const note = async (sql: Sql, runId: string, checks: readonly PaymentCheck[], mismatches: readonly Mismatch[]) => {
  const latest = new Map(checks.map((check) => [check.orderId, check]));
  await sql(
    `insert into payment_reconciled (order_id, checked_at, difference)
     select "orderId", "checkedAt", difference
     from jsonb_to_recordset($1::jsonb) as row ("orderId" uuid, "checkedAt" timestamptz, difference integer)
     on conflict (order_id) do update set checked_at = excluded.checked_at, difference = excluded.difference`,
    [JSON.stringify([...latest.values()])],
  );
  await sql(
    `insert into payment_reconciliation
       (id, run_id, order_id, provider_ref, kind, ours, theirs, currency, resolution, at)
     select id, $2, "orderId", "paymentId", kind, ours, theirs, currency, resolution, at
     from jsonb_to_recordset($1::jsonb) as row (id uuid, "orderId" text, "paymentId" text, kind text, ours integer,
       theirs integer, currency text, resolution text, at timestamptz)`,
    [JSON.stringify(mismatches), runId],
  );
};

export const makeReconcileBooks = (sql: Sql): ReconcileBooks => ({
  booked: (paymentIds) => sql<BookedPayment>(BOOKED, [paymentIds]),
  waiting: async (orderIds) => {
    const text = `select id, status = 'RESERVED' as waiting from order_summary where id = any($1::uuid[])`;
    const rows = await sql<{ id: string; waiting: boolean }>(text, [orderIds]);
    return new Map(rows.map(({ id, waiting }) => [id, waiting]));
  },
  bookedSince: (moment, before) => bookedSince(sql, moment, before),
  lastRunAt: async () => {
    const text = `select started_at as at from payment_reconcile_run where finished_at is not null
      order by started_at desc limit 1`;
    return (await sql<{ at: Date }>(text))[0]?.at;
  },
  begin: async ({ id, startedAt, since }) => {
    await sql('insert into payment_reconcile_run (id, started_at, since) values ($1, $2, $3)', [id, startedAt, since]);
  },
  note: (runId, checks, mismatches) => note(sql, runId, checks, mismatches),
  finish: async ({ id, finishedAt, payments, mismatches }) => {
    const text = 'update payment_reconcile_run set finished_at = $2, payments = $3, mismatches = $4 where id = $1';
    await sql(text, [id, finishedAt, payments, mismatches]);
  },
});

const RECONCILE_LOCK = 4_712;

/** Does the work unless another process is at it just now: undefined then. The lock goes with its transaction. */
export const oneAtATime = <Result>(transact: Transact, work: () => Promise<Result>): Promise<Result | undefined> =>
  transact(async ({ sql }) => {
    const [lock] = await sql<{ isMine: boolean }>('select pg_try_advisory_xact_lock($1) as "isMine"', [RECONCILE_LOCK]);
    return lock?.isMine ? work() : undefined;
  });
