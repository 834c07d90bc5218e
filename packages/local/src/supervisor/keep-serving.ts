import type { Watcher } from './child.ts';

interface Server {
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server again, on the same port, whenever it ends without having been asked to. */
export const keepServing = async <Kept extends Server>(
  name: string,
  start: () => Promise<Kept>,
  { say }: Watcher,
): Promise<{ first: Kept; stop(): Promise<void> }> => {
  let isStopping = false;
  const first = await start();
  let current = first;
  const watch = async (): Promise<void> => {
    while (!isStopping) {
      const how = await current.exited;
      if (isStopping) return;
      say(`${name} ended (${how}); starting it again`);
      current = await start();
      say(`${name} is back`);
    }
  };
  watch().catch((err: Error) => say(`${name} could not be started again: ${err.message}`));
  return {
    first,
    stop: () => {
      isStopping = true;
      return current.stop();
    },
  };
};
