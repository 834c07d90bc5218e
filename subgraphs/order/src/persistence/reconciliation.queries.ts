import type { Sql } from '@cardstock/messaging';
import type { Mismatch, PaymentCheck } from '../application/reconciliation/payment-reconciliation.ts';
import type { ReconciliationQueries } from '../application/reconciliation/read-reconciliation.ts';

const MOST_COUNTED = 10_000;

export const makeReconciliationQueries = (sql: Sql): ReconciliationQueries => ({
  mismatches: async (limit, after) => {
    const rows = await sql<Mismatch>(
      `select id, order_id as "orderId", provider_ref as "paymentId", kind, ours, theirs, currency, resolution, at
       from payment_reconciliation
       where $2::timestamptz is null or (at, id) < ($2::timestamptz, $3::uuid)
       order by at desc, id desc limit $1`,
      [limit, after?.at ?? null, after?.id ?? null],
    );
    const [count] = await sql<{ count: number }>(
      `select count(*)::integer as count from (select 1 from payment_reconciliation limit ${MOST_COUNTED}) counted`,
    );
    return { rows, totalCount: count?.count ?? 0 };
  },
  checksOf: (orderIds) =>
    sql<PaymentCheck>(
      `select order_id as "orderId", checked_at as "checkedAt", difference
       from payment_reconciled where order_id = any($1::uuid[])`,
      [orderIds],
    ),
});
