import { type Decision, facts } from './decision.ts';
import type { OrderEvent } from './events.ts';
import { fold } from './evolve.ts';
import type { ExistingOrder } from './order.ts';

/** Adds OrderCompleted to facts after which the order is delivered, and paid and booked out of stock or given up by people. */
export const withCompletion = (order: ExistingOrder, events: readonly OrderEvent[]): Decision => {
  const next = fold(events, order);
  const last = events.at(-1);
  const isComplete = next.status === 'DELIVERED' && (next.isWrittenOff || (next.isCaptured && next.isCommitted));
  return isComplete && last ? facts(...events, { type: 'OrderCompleted', at: last.at, data: {} }) : facts(...events);
};
