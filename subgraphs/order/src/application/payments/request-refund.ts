import { idFrom, isUuid, newId } from '@cardstock/contracts';
import { forbidden, hasScope, type Viewer } from '@cardstock/service';
import { exists } from '../../domain/order/evolve.ts';
import type { ExistingOrder } from '../../domain/order/order.ts';
import { actorOf, requireSomebody } from '../access.ts';
import type { HandleOrder } from '../lifecycle/handle-order.ts';
import { done, refused } from '../outcomes.ts';
import type { InOrderTransaction } from '../ports.ts';
import { toView } from '../reading/to-view.ts';
import type { RefundOutcome, RefundRefusal } from './payment-outcomes.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly now: () => Date;
}

export interface RefundRequest {
  readonly orderId: string;
  /** In minor units. */
  readonly amount: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

const UNKNOWN: RefundRefusal = { code: 'ORDER_UNKNOWN' };

/** The key was used for another amount. */
const isConflict = ({ money }: ExistingOrder, refundId: string, amount: number): boolean =>
  money.refunds.some((refund) => refund.refundId === refundId && refund.amount !== amount);

/** Promises a customer money back, once per idempotency key; it is given back a moment later. Staff only. */
export const makeRequestRefund =
  ({ transact, handleOrder, now }: Parts) =>
  async (viewer: Viewer, { orderId, amount, reason, idempotencyKey }: RefundRequest): Promise<RefundOutcome> => {
    requireSomebody(viewer);
    if (!hasScope(viewer, 'order:write')) throw forbidden();
    if (!isUuid(orderId)) return refused(UNKNOWN);
    return transact(async (scope): Promise<RefundOutcome> => {
      const stored = await scope.orders.load(orderId);
      if (!exists(stored.order)) return refused(UNKNOWN);
      const refundId = idFrom(orderId, 'refund', idempotencyKey);
      if (isConflict(stored.order, refundId, amount)) return refused({ code: 'IDEMPOTENCY_CONFLICT' });
      const cause = { actor: actorOf(viewer, stored.order.customerId), correlationId: newId() };
      const command = { type: 'RequestRefund', at: now(), refundId, amount, reason } as const;
      const outcome = await handleOrder(scope, stored, command, cause);
      if (outcome.ok && exists(outcome.value.order)) return done(toView(outcome.value.order, outcome.value.version));
      if (outcome.ok) return refused(UNKNOWN);
      const { refusal } = outcome;
      return refusal.code === 'REFUND_TOO_LARGE' || refusal.code === 'ORDER_STATE_ILLEGAL'
        ? refused(refusal)
        : refused(UNKNOWN);
    });
  };
