import type { Connection, Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import type { Availability } from '../application/cart/cart-ports.ts';
import type { Application, Page } from '../application/index.ts';
import type { OrderQueries } from '../application/ports.ts';
import type { OrderView, RecordedEvent, SagaView } from '../application/reading/views.ts';
import type { PaymentCheck } from '../application/reconciliation/payment-reconciliation.ts';

interface OrdersOfUser extends Page {
  readonly customerId: string;
}

export interface Loaders {
  readonly orders: DataLoader<string, OrderView | null>;
  readonly events: DataLoader<string, readonly RecordedEvent[]>;
  readonly sagas: DataLoader<string, SagaView | undefined>;
  readonly paymentChecks: DataLoader<string, PaymentCheck | null>;
  /** Undefined where inventory does not tell. */
  readonly availability: DataLoader<string, Availability | undefined>;
  readonly ordersOfUser: DataLoader<OrdersOfUser, Connection<OrderView>, string>;
}

const grouped = <Row extends { readonly orderId: string }>(read: (ids: readonly string[]) => Promise<Row[]>) =>
  new DataLoader<string, readonly Row[]>(async (ids) => {
    const byOrder = Map.groupBy(await read(ids), ({ orderId }) => orderId);
    return ids.map((id) => byOrder.get(id) ?? []);
  });

const pageKey = ({ first, after }: Page): string => `${first}:${after ?? ''}`;

const ordersOfUser = (app: Application, viewer: Viewer) =>
  new DataLoader<OrdersOfUser, Connection<OrderView>, string>(
    async (keys) => {
      const answers = new Map<OrdersOfUser, Connection<OrderView>>();
      for (const group of Map.groupBy(keys, pageKey).values()) {
        const [page] = group;
        const ids = group.map(({ customerId }) => customerId);
        const lists = page ? await app.listOrdersOf(viewer, ids, page) : [];
        for (const [index, key] of group.entries()) {
          const list = lists[index];
          if (list) answers.set(key, list);
        }
      }
      return keys.map((key) => answers.get(key) ?? new Error(`no list for ${key.customerId}`));
    },
    { cacheKeyFn: (key) => `${key.customerId}:${pageKey(key)}` },
  );

/** The loaders of one request: however many orders are asked for, each kind of part is read in one statement. */
export const makeLoaders = (app: Application, queries: OrderQueries, viewer: Viewer): Loaders => ({
  orders: new DataLoader((ids) => app.readOrders(viewer, ids)),
  events: grouped((ids) => queries.eventsOf(ids)),
  sagas: new DataLoader(async (ids) => {
    const byOrder = new Map((await queries.sagasOf(ids)).map((saga) => [saga.orderId, saga]));
    return ids.map((id) => byOrder.get(id));
  }),
  paymentChecks: new DataLoader((ids) => app.readChecks(viewer, ids)),
  availability: new DataLoader(async (skus) => {
    const known = await app.availabilityOf(skus);
    return skus.map((sku) => known.get(sku));
  }),
  ordersOfUser: ordersOfUser(app, viewer),
});
