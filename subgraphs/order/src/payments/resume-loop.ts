import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import type { DuePayment } from '../application/payments/payment-ports.ts';

interface ResumeOptions {
  readonly takeDue: (limit: number, leasedUntil: Date) => Promise<readonly DuePayment[]>;
  /** Resolves to whether it was done. */
  readonly resume: (task: DuePayment) => Promise<boolean>;
  readonly finish: (task: DuePayment) => Promise<void>;
  readonly putOff: (task: DuePayment, until: Date) => Promise<void>;
  readonly restMs: () => number;
  readonly now: () => Date;
  readonly log: Logger;
}

const AT_ONCE = 16;
const LEASE_MS = 60_000;
const POLL_MS = 500;
const AFTER_ERROR_MS = 1_000;

/**
 * Does what was put off while the provider was away, and what its news ask for. It reads PostgreSQL only, any number
 * may run, and a task whose process was killed is taken up by another when its lease is over.
 */
export const startResumeLoop = ({ takeDue, resume, finish, putOff, restMs, now, log }: ResumeOptions): Loop => {
  const one = async (task: DuePayment): Promise<void> => {
    try {
      if (await resume(task)) await finish(task);
    } catch (err) {
      log.error({ err, orderId: task.orderId, operation: task.operation }, 'a payment task failed: tried again later');
      await putOff(task, new Date(now().getTime() + AFTER_ERROR_MS));
    }
  };
  const round = async (): Promise<number> => {
    const rest = restMs();
    if (rest > 0) return Math.min(rest, POLL_MS);
    const due = await takeDue(AT_ONCE, new Date(now().getTime() + LEASE_MS));
    // Where not even the next moment can be noted, the end of the lease brings it back.
    await Promise.allSettled(due.map(one));
    return due.length === AT_ONCE ? 0 : POLL_MS;
  };
  return startLoop({ name: 'payment tasks', round, log });
};
