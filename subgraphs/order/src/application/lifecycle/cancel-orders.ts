import { badUserInput, type Viewer } from '@cardstock/service';
import { requireScope } from '../access.ts';
import type { BulkItem } from '../outcomes.ts';
import type { makeCancelOrder } from './cancel-order.ts';

const MOST = 100;
const AT_ONCE = 4;

/**
 * Calls many orders off, each in a transaction of its own: one that cannot be cancelled does not keep the others. In the
 * order of their ids, so that two who do this at once do not wait for each other in circles. For staff.
 */
export const makeCancelOrders =
  (cancelOrder: ReturnType<typeof makeCancelOrder>) =>
  async (
    viewer: Viewer,
    { orderIds, reason }: { orderIds: readonly string[]; reason: string },
  ): Promise<readonly BulkItem[]> => {
    requireScope(viewer, 'order:write');
    const ids = [...new Set(orderIds.map((id) => id.toLowerCase()))];
    if (ids.length === 0 || ids.length > MOST) {
      throw badUserInput({ field: 'input.orderIds', message: `name 1 to ${MOST} orders` });
    }
    const waiting = ids.toSorted();
    const items = new Map<string, BulkItem>();
    const work = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        items.set(id, { orderId: id, outcome: await cancelOrder(viewer, { orderId: id, reason }) });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return ids.flatMap((id) => items.get(id) ?? []);
  };
