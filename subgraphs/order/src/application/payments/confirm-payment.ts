import { isUuid, newId } from '@cardstock/contracts';
import { type Logger, unavailable, type Viewer, withoutKey } from '@cardstock/service';
import { exists } from '../../domain/order/evolve.ts';
import type { ExistingOrder } from '../../domain/order/order.ts';
import { mayChange, requireSomebody } from '../access.ts';
import { done, refused } from '../outcomes.ts';
import type { InOrderTransaction, StoredOrder } from '../ports.ts';
import { toView } from '../reading/to-view.ts';
import type { PaymentOperations } from './payment-operations.ts';
import type { PaymentOutcome, PaymentRefusal } from './payment-outcomes.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly look: PaymentOperations['look'];
  readonly log: Logger;
}

const UNKNOWN: PaymentRefusal = { code: 'ORDER_UNKNOWN' };

/** Answers a customer who says that a payment is confirmed: the provider is asked at once, instead of waiting for its news. */
export const makeConfirmPayment = ({ transact, look, log }: Parts) => {
  const load = (orderId: string): Promise<StoredOrder> => transact(({ orders }) => orders.load(orderId));
  const viewOf = (order: ExistingOrder, { version }: StoredOrder) => done(toView(order, version));
  return async (viewer: Viewer, orderId: string): Promise<PaymentOutcome> => {
    requireSomebody(viewer);
    if (!isUuid(orderId)) return refused(UNKNOWN);
    const before = await load(orderId);
    const { order } = before;
    if (!exists(order) || !mayChange(viewer, order.customerId)) return refused(UNKNOWN);
    const { action } = order.money;
    // The provider's own news were faster.
    const { authorized, voided } = order.money;
    if (order.status !== 'RESERVED' && authorized > voided) return viewOf(order, before);
    if (!action) return refused({ code: 'ORDER_STATE_ILLEGAL', state: order.status });
    const messageId = newId();
    const task = { messageId, orderId, correlationId: messageId, log, paymentId: action.paymentId };
    // Looking is harmless however often, and may find something else the next time.
    if (!(await withoutKey(() => look(task)))) throw unavailable('payment');
    const after = await load(orderId);
    return exists(after.order) ? viewOf(after.order, after) : refused(UNKNOWN);
  };
};
