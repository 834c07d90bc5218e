import type { ExistingOrder } from '../../domain/order/order.ts';
import { lineTotal } from '../../domain/pricing/pricing.ts';
import type { OrderView } from './views.ts';

/** What clients see of an order. */
export const toView = (order: ExistingOrder, version: number): OrderView => ({
  id: order.id,
  number: order.number,
  status: order.status,
  customerId: order.customerId,
  placedAt: order.placedAt,
  lines: order.lines.map(({ id, sku, title, quantity, unitPrice }) => {
    const line = { id, sku, title, quantity, unitPrice };
    return { ...line, total: lineTotal(line) };
  }),
  totals: order.totals,
  version,
  reason: 'reason' in order ? order.reason : null,
});
