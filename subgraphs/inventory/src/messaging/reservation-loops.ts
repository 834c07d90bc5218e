import { listen, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';

interface Options {
  readonly databaseUrl: string;
  /** Serves one line; false where none is to be served. */
  readonly serveBackorders: () => Promise<boolean>;
  /** Sweeps once; true where there may be more. */
  readonly sweepReservations: () => Promise<boolean>;
  readonly sweepEveryMs: number;
  readonly log: Logger;
}

const LOOK_AT_LINE_MS = 1_000;

/** Starts what happens to reservations without a message. Any number of replicas may do it side by side. */
export const startReservationLoops = (options: Options): { stop(): Promise<void> } => {
  const { databaseUrl, serveBackorders, sweepReservations, sweepEveryMs, log } = options;
  const line = startLoop({
    name: 'back-orders',
    round: async () => ((await serveBackorders()) ? 0 : LOOK_AT_LINE_MS),
    log,
  });
  const sweeper = startLoop({
    name: 'reservation sweeper',
    round: async () => ((await sweepReservations()) ? 0 : sweepEveryMs),
    log,
  });
  const listener = listen(databaseUrl, 'backorder', line.wake, log);
  return {
    stop: async () => {
      await listener.stop();
      await Promise.all([line.stop(), sweeper.stop()]);
    },
  };
};
