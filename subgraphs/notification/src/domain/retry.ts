const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long to wait after each failure before the next attempt; after the last one an e-mail is given up. */
const DELAYS_MS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE];

export const MAX_ATTEMPTS = DELAYS_MS.length + 1;

/** When to try again after so many failed attempts; undefined where it is time to give up. */
export const nextAttempt = (failedAttempts: number, at: Date): Date | undefined => {
  const delay = DELAYS_MS[failedAttempts - 1];
  return delay === undefined ? undefined : new Date(at.getTime() + delay);
};
