import { newId } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { exists } from '../domain/evolve.ts';
import { actorOf, mayChange, requireSomebody } from './access.ts';
import type { HandleOrder } from './handle-order.ts';
import { isUuid } from './is-uuid.ts';
import { type CancelOrderOutcome, type CancelOrderRefusal, done, refused } from './outcomes.ts';
import type { InOrderTransaction } from './ports.ts';
import { toView } from './to-view.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly now: () => Date;
}

const UNKNOWN: CancelOrderRefusal = { code: 'ORDER_UNKNOWN' };

/** Calls an order off. A foreign order is as unknown as one that there is not. */
export const makeCancelOrder =
  ({ transact, handleOrder, now }: Parts) =>
  async (viewer: Viewer, { orderId, reason }: { orderId: string; reason: string }): Promise<CancelOrderOutcome> => {
    requireSomebody(viewer);
    if (!isUuid(orderId)) return refused(UNKNOWN);
    return transact(async (scope): Promise<CancelOrderOutcome> => {
      const stored = await scope.orders.load(orderId);
      if (!exists(stored.order) || !mayChange(viewer, stored.order.customerId)) return refused(UNKNOWN);
      const cause = { actor: actorOf(viewer, stored.order.customerId), correlationId: newId() };
      const outcome = await handleOrder(scope, stored, { type: 'CancelOrder', at: now(), reason }, cause);
      if (outcome.ok && exists(outcome.value.order)) return done(toView(outcome.value.order, outcome.value.version));
      if (!outcome.ok && outcome.refusal.code === 'ORDER_STATE_ILLEGAL') return refused(outcome.refusal);
      return refused(UNKNOWN);
    });
  };
