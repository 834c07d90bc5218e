import type { CancelOrder, ExpireOrder } from './commands.ts';
import { type Decision, facts, NOTHING_NEW, refuse } from './decision.ts';
import type { ExistingOrder } from './order.ts';

/** Before the warehouse knows of it an order ends at once; afterwards the warehouse decides; once sent, it is too late. */
export const cancel = ({ at, reason }: CancelOrder, order: ExistingOrder): Decision => {
  switch (order.status) {
    case 'PENDING':
    case 'RESERVED':
    case 'AUTHORIZED':
      return facts({ type: 'OrderCancelled', at, data: { reason } });
    case 'CONFIRMED':
    case 'PICKING':
    case 'PACKED':
      return order.cancellation === null ? facts({ type: 'CancellationRequested', at, data: { reason } }) : NOTHING_NEW;
    case 'CANCELLED':
      return NOTHING_NEW;
    case 'SHIPPED':
    case 'DELIVERED':
    case 'COMPLETED':
    case 'REJECTED':
    case 'RETURNED':
      return refuse({ code: 'ORDER_STATE_ILLEGAL', state: order.status });
  }
};

/** Ends an order that nobody could confirm in time; one that goes on, or has ended, is left alone. */
export const expire = ({ at, reason }: ExpireOrder, order: ExistingOrder): Decision =>
  order.status === 'PENDING' || order.status === 'RESERVED' || order.status === 'AUTHORIZED'
    ? facts({ type: 'OrderCancelled', at, data: { reason } })
    : NOTHING_NEW;
