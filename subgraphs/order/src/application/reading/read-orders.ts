import { isUuid } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { exists, fold } from '../../domain/order/evolve.ts';
import { maySee } from '../access.ts';
import type { OrderQueries } from '../ports.ts';
import { factsUntil } from './facts-until.ts';
import { toView } from './to-view.ts';
import type { OrderView } from './views.ts';

/** Orders in the order of the ids; null for what there is not, or what the viewer may not see. */
export const makeReadOrders =
  (queries: Pick<OrderQueries, 'ordersByIds'>) =>
  async (viewer: Viewer, ids: readonly string[]): Promise<(OrderView | null)[]> => {
    if (viewer.kind === 'anonymous') return ids.map(() => null);
    const found = await queries.ordersByIds(ids.filter(isUuid));
    const visible = new Map(
      found.filter(({ customerId }) => maySee(viewer, customerId)).map((order) => [order.id, order]),
    );
    return ids.map((id) => visible.get(id.toLowerCase()) ?? null);
  };

/** An order as it was at a moment, told from its events; null before it existed. */
export const makeReadOrderAsOf =
  (queries: Pick<OrderQueries, 'eventsOf'>) =>
  async (viewer: Viewer, id: string, asOf: Date): Promise<OrderView | null> => {
    if (!isUuid(id)) return null;
    const past = factsUntil(await queries.eventsOf([id]), asOf);
    const order = fold(past.map(({ event }) => event));
    if (!exists(order) || !maySee(viewer, order.customerId)) return null;
    return { ...toView(order, past.length), asOf };
  };
