import type { Viewer } from '@cardstock/service';
import { done, type OrderChangeOutcome } from '../outcomes.ts';
import type { ChangeOrder } from './change-order.ts';

/** Calls an order off. A foreign order is as unknown as one that there is not. */
export const makeCancelOrder =
  (changeOrder: ChangeOrder) =>
  (viewer: Viewer, { orderId, reason }: { orderId: string; reason: string }): Promise<OrderChangeOutcome> =>
    changeOrder(viewer, orderId, (_order, _stored, at) => done({ type: 'CancelOrder', at, reason }));
