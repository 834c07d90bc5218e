import { setTimeout as pause } from 'node:timers/promises';
import type { ImportStores } from './open-stores.ts';

const REST_MS = 25;

const hasCaughtUp = (position: number, last: number): boolean => {
  if (position > last) {
    throw new Error(
      'PostgreSQL has seen more of the catalogue than MongoDB holds: the two do not belong together. Empty both and import again.',
    );
  }
  return position === last;
};

/**
 * Projects while `writing` goes on, and then until everything written is projected, by us or by a service beside us.
 * `onStep` learns how many events were projected since the beginning. Fails when writing fails.
 */
export const projectWhile = async (
  writing: Promise<void>,
  { projector, sequence }: Pick<ImportStores, 'projector' | 'sequence'>,
  onStep: (projected: number) => void,
): Promise<void> => {
  let isWriting = true;
  const written = writing.finally(() => {
    isWriting = false;
  });
  written.catch(() => undefined); // awaited below, after the step that is under way
  let start: number | undefined;
  for (;;) {
    const wasWriting = isWriting;
    const step = await projector.step();
    start ??= step?.position;
    if (step) onStep(step.position - (start ?? 0));
    if (!wasWriting) {
      await written;
      if (step && hasCaughtUp(step.position, await sequence.last())) return;
    }
    if (!step?.hasMoved) await pause(REST_MS);
  }
};
