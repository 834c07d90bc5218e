import { fold } from '../domain/evolve.ts';
import type { ExistingOrder } from '../domain/order.ts';
import { lineTotal } from '../domain/pricing.ts';
import type { LineView, OrderView, RecordedEvent } from './views.ts';

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

/** The lines of an order as its facts tell them. */
export const linesIn = (facts: readonly RecordedEvent[]): LineView[] => {
  const order = fold(facts.map(({ event }) => event));
  return order.status === 'NONE' ? [] : order.lines.map((line) => ({ ...line, total: lineTotal(line) }));
};
