import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import type { Projector } from './projector.ts';

const POLL_MS = 200;

/** Keeps the read model up to date. Of several replicas one works at a time; the others look again at every poll. */
export const startProjection = (projector: Projector, log: Logger): Loop =>
  startLoop({
    name: 'projection of the catalogue',
    round: async () => ((await projector.step())?.hasMoved ? 0 : POLL_MS),
    log,
  });
