import { setTimeout as pause } from 'node:timers/promises';
import type { Watcher } from './child.ts';

interface Server {
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

// After a kill -9 a server's helpers may hold its files and its port for a moment longer.
const ATTEMPTS = 20;
const RETRY_MS = 500;

const startPatiently = async <Kept>(start: () => Promise<Kept>, attempt = 1): Promise<Kept> => {
  try {
    return await start();
  } catch (err) {
    if (attempt === ATTEMPTS) throw err;
    await pause(RETRY_MS);
    return startPatiently(start, attempt + 1);
  }
};

/** Starts a server, and again, on the same port, whenever it ends without having been asked to. */
export const keepServing = async <Kept extends Server>(
  name: string,
  start: () => Promise<Kept>,
  { say }: Watcher,
): Promise<{ first: Kept; stop(): Promise<void> }> => {
  let isStopping = false;
  const first = await start();
  let current: Promise<Kept> = Promise.resolve<Kept>(first);
  const watch = async (): Promise<void> => {
    while (!isStopping) {
      const how = await (await current).exited;
      if (isStopping) return;
      say(`${name} ended (${how}); starting it again`);
      current = startPatiently(start);
      await current;
      say(`${name} is back`);
    }
  };
  watch().catch((err: Error) => say(`${name} could not be started again: ${err.message}`));
  return {
    first,
    stop: async () => {
      isStopping = true;
      // A start that failed has left nothing to stop, and was told of above.
      const server = await current.catch(() => undefined);
      await server?.stop();
    },
  };
};
