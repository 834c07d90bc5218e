import { newId } from '@cardstock/contracts';
import type { Logger } from '@cardstock/service';
import { exists } from '../../domain/order/evolve.ts';
import type { SagaPolicy } from '../../saga/commands.ts';
import { isConfirmationOverdue, redrive } from '../../saga/redrive.ts';
import { statusOf } from '../../saga/saga.ts';
import type { InOrderTransaction } from '../ports.ts';
import type { HandleOrder } from './handle-order.ts';
import { sendRequest } from './messages.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly policy: SagaPolicy;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Logger;
}
export type RedriveSaga = (orderId: string) => Promise<void>;

const TOO_LATE = 'The order could not be confirmed in time.';

/** Asks again for what an order's saga waits for too long, or ends it where that took too long, unless somebody is at that order just now. */
export const makeRedriveSaga =
  ({ transact, handleOrder, policy, now, random, log }: Parts): RedriveSaga =>
  (orderId) =>
    transact(async (scope) => {
      const stored = await scope.orders.loadUnlessBusy(orderId);
      if (!stored || !exists(stored.order)) return;
      const at = now();
      if (isConfirmationOverdue(stored.saga, at)) {
        const cause = { actor: { kind: 'watchdog' }, correlationId: newId() } as const;
        await handleOrder(scope, stored, { type: 'ExpireOrder', at, reason: TOO_LATE }, cause);
        log.warn({ orderId }, 'an order was not confirmed in time: it ends');
        return;
      }
      const { saga, requests } = redrive(stored.saga, { now: at, random, policy });
      await scope.orders.saveSaga(orderId, saga);
      for (const request of requests) {
        log.warn({ orderId, ...request }, 'an answer is overdue: asking again');
        sendRequest(scope, request, { order: stored.order, at, correlationId: newId() });
      }
      if (statusOf(saga) === 'STUCK') log.error({ orderId }, 'a saga is stuck: people must look');
    });
