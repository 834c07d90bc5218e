import type { TransactionScope } from '@cardstock/service';
import type { KeyClaim, OrderChange, Orders, StoredOrder } from '../application/ports.ts';
import { NO_ORDER } from '../domain/order/order.ts';
import { NEW_SAGA, type Saga } from '../saga/saga.ts';
import { loadOrders } from './load-orders.ts';
import { SAVE_SAGAS, sagaRow, saveOrders } from './save-orders.ts';

const KEY_COLUMNS = 'customer_id as "customerId", key, body_hash as "bodyHash", order_id as "orderId"';

const claimKeyIn =
  (sql: TransactionScope['sql']): Orders['claimKey'] =>
  async ({ customerId, key, bodyHash, orderId }) => {
    const values = [customerId, key, bodyHash, orderId];
    const mine = await sql(
      `insert into idempotency_key (customer_id, key, body_hash, order_id) values ($1, $2, $3, $4)
       on conflict do nothing returning key`,
      values,
    );
    if (mine.length > 0) return undefined;
    const text = `select ${KEY_COLUMNS} from idempotency_key where customer_id = $1 and key = $2`;
    return (await sql<KeyClaim>(text, [customerId, key]))[0];
  };

const unknown = (id: string): StoredOrder => ({ id, order: NO_ORDER, version: 0, saga: NEW_SAGA });

/** The orders of one transaction: what was saved is seen by whoever loads it again, and written when all is done. */
export interface OrdersInTransaction extends Orders {
  /** Has what was saved written with the commit. */
  flush(): void;
}

/** Orders within one transaction: events, read model and saga are written together. */
export const ordersIn = ({ sql, write }: Pick<TransactionScope, 'sql' | 'write'>): OrdersInTransaction => {
  const loaded = new Map<string, StoredOrder>();
  const changes: OrderChange[] = [];
  const remember = (orders: readonly StoredOrder[]): void => {
    for (const stored of orders) loaded.set(stored.id, stored);
  };
  const loadMany: Orders['loadMany'] = async (orderIds) => {
    const missing = [...new Set(orderIds)].filter((id) => !loaded.has(id));
    if (missing.length > 0) remember(await loadOrders(sql, missing));
    return new Map(orderIds.map((id) => [id, loaded.get(id) ?? unknown(id)]));
  };
  const saveSaga = async (orderId: string, saga: Saga): Promise<void> => {
    const stored = loaded.get(orderId);
    if (stored) loaded.set(orderId, { ...stored, saga });
    await sql(SAVE_SAGAS, [JSON.stringify([sagaRow(orderId, saga)])]);
  };
  return {
    claimKey: claimKeyIn(sql),
    loadMany,
    load: async (id) => (await loadMany([id])).get(id) ?? unknown(id),
    loadUnlessBusy: async (id) => {
      if (!loaded.has(id)) remember(await loadOrders(sql, [id], 'skip'));
      return loaded.get(id);
    },
    save: async (change) => {
      const { before, events, after, saga } = change;
      loaded.set(before.id, { id: before.id, order: after, version: before.version + events.length, saga });
      changes.push(change);
    },
    saveSaga,
    flush: () => {
      if (changes.length > 0) saveOrders(write, changes.splice(0));
    },
  };
};
