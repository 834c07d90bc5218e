import type { RecordReturn } from './commands.ts';
import { type Decision, facts, NOTHING_NEW, refuse } from './decision.ts';
import type { ExistingOrder } from './order.ts';

/** Only what was delivered can come back. The money is given back by those who have looked at the pieces. */
export const recordReturn = ({ at, returnId, reason }: RecordReturn, order: ExistingOrder): Decision => {
  if (order.status === 'RETURNED') return NOTHING_NEW;
  return order.status === 'DELIVERED' || order.status === 'COMPLETED'
    ? facts({ type: 'OrderReturned', at, data: { returnId, reason } })
    : refuse({ code: 'ORDER_STATE_ILLEGAL', state: order.status });
};
