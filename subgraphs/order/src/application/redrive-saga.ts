import { newId } from '@cardstock/contracts';
import type { Logger } from '@cardstock/service';
import { exists } from '../domain/evolve.ts';
import type { SagaPolicy } from '../saga/commands.ts';
import { redrive } from '../saga/redrive.ts';
import { statusOf } from '../saga/saga.ts';
import { sendRequest } from './messages.ts';
import type { InOrderTransaction } from './ports.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly policy: SagaPolicy;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Logger;
}
export type RedriveSaga = (orderId: string) => Promise<void>;

/** Asks again for what an order's saga waits for too long, unless somebody is at that order just now. */
export const makeRedriveSaga =
  ({ transact, policy, now, random, log }: Parts): RedriveSaga =>
  (orderId) =>
    transact(async (scope) => {
      const stored = await scope.orders.loadUnlessBusy(orderId);
      if (!stored || !exists(stored.order)) return;
      const at = now();
      const { saga, requests } = redrive(stored.saga, { now: at, random, policy });
      await scope.orders.saveSaga(orderId, saga);
      for (const request of requests) {
        log.warn({ orderId, ...request }, 'an answer is overdue: asking again');
        sendRequest(scope, request, { order: stored.order, at, correlationId: newId() });
      }
      if (statusOf(saga) === 'STUCK') log.error({ orderId }, 'a saga is stuck: people must look');
    });
