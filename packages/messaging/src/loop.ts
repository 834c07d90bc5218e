import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

export interface Loop {
  /** Runs the work now, or once more when it is running already. */
  wake(): void;
  /** Lets the round that is under way finish. */
  stop(): Promise<void>;
}

interface LoopOptions {
  readonly name: string;
  /** Does one round; returns how long to rest before the next, in milliseconds. */
  readonly round: () => Promise<number>;
  readonly log: Logger;
  /** The rest after a round that failed. */
  readonly afterErrorMs?: number;
}

/** Repeats a round of work, one at a time, resting in between unless woken. An error is logged and the round repeated. */
export const startLoop = ({ name, round, log, afterErrorMs = 1_000 }: LoopOptions): Loop => {
  // Whoever wakes it, a round is no part of what they do.
  const onItsOwn = AsyncLocalStorage.snapshot();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wanted = false;
  let stopped = false;

  const oneRound = async (): Promise<number> => {
    try {
      return await round();
    } catch (err) {
      log.error({ err }, `${name} failed and will be tried again`);
      return afterErrorMs;
    }
  };
  const run = async (): Promise<void> => {
    wanted = false;
    const rest = await oneRound();
    running = undefined;
    if (stopped) return;
    if (wanted) wake();
    else timer = setTimeout(wake, rest);
  };
  const wake = (): void => {
    wanted = true;
    if (running || stopped) return;
    clearTimeout(timer);
    running = onItsOwn(run);
  };
  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
