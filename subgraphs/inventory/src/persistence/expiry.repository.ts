import type { Sql } from '@cardstock/messaging';
import type { Expiries, OrderAtHand } from '../application/ports.ts';

// Nothing else is locked after these rows, so that nobody waits in a circle.
const ASK = `
  update reservation set expires_at = $2 where order_id in (
    select order_id from reservation where status = 'HELD' and expires_at <= $1
    order by expires_at limit $3 for update skip locked)
  returning order_id as "orderId", correlation_id as "correlationId"`;

export const expiriesIn = (sql: Sql): Expiries => ({
  ask: ({ at, nextAt, limit }) => sql<OrderAtHand>(ASK, [at, nextAt, limit]),
});
