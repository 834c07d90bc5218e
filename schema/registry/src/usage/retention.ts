import type { Logger } from '@cardstock/service/core';
import type { Clock } from '../application/ports.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface RetentionOptions {
  /** Removes usage before the first moment, and what is known of reports before the second; returns how many rows went. */
  readonly purge: (usageBefore: Date, reportsBefore: Date) => Promise<number>;
  readonly days: number;
  readonly now: Clock;
  readonly log: Logger;
}

/** Forgets old usage, now and every hour. Returns what ends that. */
export const keepUsageFor = ({ purge, days, now, log }: RetentionOptions): (() => Promise<void>) => {
  const run = async (): Promise<void> => {
    const at = now().getTime();
    try {
      const rows = await purge(new Date(at - days * DAY_MS), new Date(at - DAY_MS));
      if (rows > 0) log.info({ rows }, 'old usage is forgotten');
    } catch (err) {
      log.error({ err }, 'old usage could not be removed; it is tried again in an hour');
    }
  };
  let running = run();
  const timer = setInterval(() => {
    running = run();
  }, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
