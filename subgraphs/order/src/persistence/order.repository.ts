import type { EntityManager, TransactionScope } from '@cardstock/service';
import { LockMode } from '@mikro-orm/core';
import type { KeyClaim, OrderChange, Orders, StoredOrder } from '../application/ports.ts';
import { evolve, exists, fold } from '../domain/evolve.ts';
import { type ExistingOrder, NO_ORDER } from '../domain/order.ts';
import { NEW_SAGA } from '../saga/saga.ts';
import { appendEvents, type NewEvent, readEvents } from './event-store.ts';
import { OrderLineRow } from './order-line.row.ts';
import { OrderSummaryRow } from './order-summary.row.ts';
import { insertSaga, loadSaga, saveSaga } from './saga.repository.ts';

/** Pairs each event with the change of status that it makes. */
const withStatuses = ({ before, events }: OrderChange): NewEvent[] => {
  let order = before.order;
  return events.map((event) => {
    const next = evolve(order, event);
    const isChange = next.status !== order.status;
    const previousStatus = isChange && exists(order) ? order.status : null;
    order = next;
    return { event, previousStatus, status: isChange ? next.status : null };
  });
};

const insertReadModel = (em: EntityManager, order: ExistingOrder, version: number): void => {
  const { id, number, customerId, status, placedAt, totals } = order;
  em.create(OrderSummaryRow, { id, number, customerId, status, reason: null, placedAt, totals, version });
  for (const [place, { id: lineId, sku, title, quantity, unitPrice }] of order.lines.entries()) {
    const price = { unitAmount: unitPrice.amount, currency: unitPrice.currency };
    em.create(OrderLineRow, { id: lineId, orderId: id, place, sku, title, quantity, ...price });
  }
};

const saveReadModel = async (em: EntityManager, { before, events, after }: OrderChange): Promise<void> => {
  if (!exists(after)) return;
  const version = before.version + events.length;
  if (before.version === 0) {
    insertReadModel(em, after, version);
    return;
  }
  const row = await em.findOneOrFail(OrderSummaryRow, after.id);
  row.status = after.status;
  row.reason = 'reason' in after ? after.reason : null;
  row.version = version;
};

const KEY_COLUMNS = 'customer_id as "customerId", key, body_hash as "bodyHash", order_id as "orderId"';

/** Orders within one transaction: events, read model and saga are written together. */
export const ordersIn = ({ em, sql }: TransactionScope): Orders => {
  const load = async (id: string): Promise<StoredOrder> => {
    const events = await readEvents(sql, [id]);
    const order = fold(events.map(({ event }) => event));
    return { id, order, version: events.length, saga: await loadSaga(em, id) };
  };
  return {
    load: async (id) => {
      const row = await em.findOne(OrderSummaryRow, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
      return row ? load(id) : { id, order: NO_ORDER, version: 0, saga: NEW_SAGA };
    },
    loadUnlessBusy: async (id) => {
      const row = await em.findOne(OrderSummaryRow, id, { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE });
      return row ? load(id) : undefined;
    },
    save: async (change) => {
      const { before, actor, correlationId, saga } = change;
      await appendEvents(sql, {
        orderId: before.id,
        expectedVersion: before.version,
        events: withStatuses(change),
        metadata: { actor, correlationId },
      });
      await saveReadModel(em, change);
      if (before.version === 0) insertSaga(em, before.id, saga);
      else await saveSaga(em, before.id, saga);
    },
    saveSaga: (orderId, saga) => saveSaga(em, orderId, saga),
    claimKey: async ({ customerId, key, bodyHash, orderId }) => {
      const values = [customerId, key, bodyHash, orderId];
      const mine = await sql(
        `insert into idempotency_key (customer_id, key, body_hash, order_id) values ($1, $2, $3, $4)
         on conflict do nothing returning key`,
        values,
      );
      if (mine.length > 0) return undefined;
      const text = `select ${KEY_COLUMNS} from idempotency_key where customer_id = $1 and key = $2`;
      return (await sql<KeyClaim>(text, [customerId, key]))[0];
    },
    notePaymentCall: async (orderId, operation, at) => {
      const text = `insert into payment_call (order_id, operation, called_at) values ($1, $2, $3) on conflict do nothing`;
      await sql(text, [orderId, operation, at]);
    },
    hasPaymentCall: async (orderId, operation) => {
      const text = 'select 1 from payment_call where order_id = $1 and operation = $2';
      return (await sql(text, [orderId, operation])).length > 0;
    },
  };
};
