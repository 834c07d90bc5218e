/** The longest that a timer of Node can wait; beyond it, it would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Calls back at a time (milliseconds since 1970), or never without one. Returns what ends that. */
export const whenExpired = (expiresAt: number | undefined, onExpired: () => void): (() => void) => {
  if (expiresAt === undefined) return () => {};
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const left = expiresAt - Date.now();
    timer = left > LONGEST_TIMER_MS ? setTimeout(arm, LONGEST_TIMER_MS) : setTimeout(onExpired, Math.max(0, left));
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
};
