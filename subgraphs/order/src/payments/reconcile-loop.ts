import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import { ProviderUnavailable } from '../application/errors.ts';
import type { ReconcileReport } from '../application/reconciliation/reconcile-parts.ts';

interface ReconcileLoopOptions {
  readonly lastRunAt: () => Promise<Date | undefined>;
  readonly reconcile: () => Promise<ReconcileReport | undefined>;
  readonly everyMs: number;
  readonly now: () => Date;
  readonly log: Logger;
}

const LONGEST_REST_MS = 60_000;

/** Compares the books from time to time, counted from the last run of anybody, so that restarts do not put it off. */
export const startReconcileLoop = ({ lastRunAt, reconcile, everyMs, now, log }: ReconcileLoopOptions): Loop => {
  const startedAt = now();
  const run = async (): Promise<void> => {
    try {
      const report = await reconcile();
      const open = report?.mismatches.filter(({ resolution }) => resolution === 'OPEN') ?? [];
      if (open.length > 0) log.error({ open }, "the provider's books and ours do not say the same: people must look");
    } catch (err) {
      if (!(err instanceof ProviderUnavailable)) throw err;
      log.warn({ err }, 'the books could not be compared: the payment provider does not answer');
    }
  };
  const round = async (): Promise<number> => {
    const last = (await lastRunAt()) ?? startedAt;
    const restMs = last.getTime() + everyMs - now().getTime();
    if (restMs > 0) return Math.min(restMs, LONGEST_REST_MS);
    await run();
    return Math.min(everyMs, LONGEST_REST_MS);
  };
  return startLoop({ name: 'payment reconciliation', round, log });
};
