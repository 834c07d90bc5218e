export const MAX_FAILURES = 5;
export const WINDOW_MS = 15 * 60_000;

/** Failures before this moment are forgiven. */
export const windowStart = (at: Date): Date => new Date(at.getTime() - WINDOW_MS);

/** For how long an account takes no more logins, given when its latest ones failed; undefined where it takes them. */
export const retryAfterSeconds = (failedAt: readonly Date[], at: Date): number | undefined => {
  const recent = failedAt.filter((failure) => failure > windowStart(at)).sort((a, b) => b.getTime() - a.getTime());
  const decisive = recent[MAX_FAILURES - 1];
  return decisive && Math.ceil((decisive.getTime() + WINDOW_MS - at.getTime()) / 1000);
};
