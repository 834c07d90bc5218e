import { isUuid, newId } from '@cardstock/contracts';
import { forbidden, hasScope, type Viewer } from '@cardstock/service';
import { exists } from '../../domain/order/evolve.ts';
import { actorOf, requireSomebody } from '../access.ts';
import type { HandleOrder } from '../lifecycle/handle-order.ts';
import { done, refused } from '../outcomes.ts';
import type { InOrderTransaction } from '../ports.ts';
import { toView } from '../reading/to-view.ts';
import type { PaymentOutcome, PaymentRefusal } from './payment-outcomes.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly now: () => Date;
}

const UNKNOWN: PaymentRefusal = { code: 'ORDER_UNKNOWN' };

/** Lets a payment go on that was held for people to look at, or ends its order. Staff only. */
export const makeReviewPayment =
  ({ transact, handleOrder, now }: Parts, type: 'ApprovePayment' | 'RejectPayment') =>
  async (viewer: Viewer, orderId: string): Promise<PaymentOutcome> => {
    requireSomebody(viewer);
    if (!hasScope(viewer, 'order:write')) throw forbidden();
    if (!isUuid(orderId)) return refused(UNKNOWN);
    return transact(async (scope): Promise<PaymentOutcome> => {
      const stored = await scope.orders.load(orderId);
      if (!exists(stored.order)) return refused(UNKNOWN);
      const cause = { actor: actorOf(viewer, stored.order.customerId), correlationId: newId() };
      const outcome = await handleOrder(scope, stored, { type, at: now() }, cause);
      if (outcome.ok && exists(outcome.value.order)) return done(toView(outcome.value.order, outcome.value.version));
      if (!outcome.ok && outcome.refusal.code === 'ORDER_STATE_ILLEGAL') return refused(outcome.refusal);
      return refused(UNKNOWN);
    });
  };
