/** For so long at most caches are trusted after the position was last claimed, by the clock of Redis. */
export const GRANTED_MS = 800;

/** For so long at most a process trusts its caches after it asked. */
export const LEASE_MS = 500;

/** How much faster or slower one machine's clock may run than another's within that time, and then some. */
export const MARGIN_MS = 50;

/** What Redis does not answer by then is done without it. */
export const ANSWER_WITHIN_MS = 100;
