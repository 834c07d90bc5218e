import type { Sql } from '@cardstock/messaging';
import type { KeyClaim, OrderQueries } from '../application/ports.ts';
import type { OrderView, SagaView, StatusChange } from '../application/reading/views.ts';
import { type SagaStatus, STEP_NAMES } from '../saga/saga.ts';
import { readEvents } from './event-store.ts';
import { ORDER_COLUMNS, readList, readListsOfCustomers } from './order-list.queries.ts';
import { type StoredSteps, toSteps } from './saga-steps.ts';

type SagaOfOrder = SagaView & { readonly orderId: string };

const readSagas = async (sql: Sql, orderIds: readonly string[]): Promise<SagaOfOrder[]> => {
  const rows = await sql<{ orderId: string; status: SagaStatus; steps: StoredSteps }>(
    'select order_id as "orderId", status, steps from saga where order_id = any($1::uuid[])',
    [orderIds],
  );
  return rows.map(({ orderId, status, steps: stored }) => {
    const steps = toSteps(stored);
    return { orderId, status, steps: STEP_NAMES.map((name) => ({ name, ...steps[name] })) };
  });
};

const readStatusChanges = (
  sql: Sql,
  positions: readonly { orderId: string; after: number }[],
): Promise<StatusChange[]> =>
  sql<StatusChange>(
    `select stream_id as "orderId", version, event.status, previous_status as "previousStatus", recorded_at as "occurredAt"
     from unnest($1::uuid[], $2::integer[]) as wanted (order_id, after)
     join order_event event on stream_id = order_id and version > after and event.status is not null
     order by stream_id, version`,
    [positions.map(({ orderId }) => orderId), positions.map(({ after }) => after)],
  );

/** The reads of this subgraph, in SQL: they need neither the domain nor a unit of work. Those by a key are prepared. */
export const makeOrderQueries = (sql: Sql, lookUp: Sql = sql): OrderQueries => ({
  ordersByIds: (ids) =>
    lookUp<OrderView>(`select ${ORDER_COLUMNS} from order_summary where id = any($1::uuid[])`, [ids]),
  eventsOf: (orderIds) => readEvents(sql, orderIds),
  sagasOf: (orderIds) => readSagas(sql, orderIds),
  list: (filter, limit, after) => readList(sql, { filter, limit, after }),
  listOfCustomers: (customerIds, limit, after) => readListsOfCustomers(sql, { customerIds, limit, after }),
  keyClaim: async (customerId, key) => {
    const rows = await lookUp<KeyClaim>(
      `select customer_id as "customerId", key, body_hash as "bodyHash", order_id as "orderId"
       from idempotency_key where customer_id = $1 and key = $2`,
      [customerId, key],
    );
    return rows[0];
  },
  statusChanges: (positions) => readStatusChanges(sql, positions),
});
