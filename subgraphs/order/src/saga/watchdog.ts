import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import type { RedriveSaga } from '../application/lifecycle/redrive-saga.ts';

interface WatchdogOptions {
  /** The orders whose sagas wait for an overdue answer. */
  readonly findDue: (now: Date, limit: number) => Promise<readonly string[]>;
  readonly redriveSaga: RedriveSaga;
  readonly now: () => Date;
  readonly everyMs: number;
  readonly log: Logger;
}

const BATCH = 50;

/** Looks for sagas that wait too long and has them ask again. It reads PostgreSQL only, and any number may run. */
export const startWatchdog = ({ findDue, redriveSaga, now, everyMs, log }: WatchdogOptions): Loop => {
  const round = async (): Promise<number> => {
    const due = await findDue(now(), BATCH);
    let driven = 0;
    for (const orderId of due) {
      // One saga that fails must not keep the others waiting behind it.
      await redriveSaga(orderId).then(
        () => {
          driven += 1;
        },
        (err: unknown) => log.error({ err, orderId }, 'a saga could not be driven on and will be tried again'),
      );
    }
    return driven === BATCH ? 0 : everyMs;
  };
  return startLoop({ name: 'saga watchdog', round, log });
};
