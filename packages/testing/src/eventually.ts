import { setTimeout as pause } from 'node:timers/promises';

/** For a machine that is busy with other things, too: a test that promises a time names its own. */
const PATIENCE_MS = 60_000;

interface Patience {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** Repeats a check until it stops throwing and returns its result; throws its last error when time is up. */
export const eventually = async <Result>(
  check: () => Promise<Result> | Result,
  { withinMs = PATIENCE_MS, everyMs = 20 }: Patience = {},
): Promise<Result> => {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (err) {
      if (Date.now() >= until) throw err;
      await pause(everyMs);
    }
  }
};
