import type { ExistingOrder } from '../domain/order.ts';
import type { OrderView } from './views.ts';

/** What clients see of an order. */
export const toView = (order: ExistingOrder, version: number): OrderView => ({
  id: order.id,
  number: order.number,
  status: order.status,
  customerId: order.customerId,
  placedAt: order.placedAt,
  totals: order.totals,
  version,
  reason: 'reason' in order ? order.reason : null,
});
