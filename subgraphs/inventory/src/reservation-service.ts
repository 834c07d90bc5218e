import { makeBatcher, type Subscription } from '@cardstock/messaging';
import type { Foundation } from '@cardstock/service';
import type { InUnit } from './application/ports.ts';
import { handleReservations, type ReservationMessage } from './application/reservations/handle-reservations.ts';
import { serveBackorders } from './application/reservations/serve-backorders.ts';
import { sweepReservations } from './application/reservations/sweep-reservations.ts';
import type { InventoryConfig } from './config.ts';
import { startReservationLoops } from './messaging/reservation-loops.ts';
import { reservationSubscriptions } from './messaging/reservation-subscriptions.ts';

interface Options {
  readonly inUnit: InUnit;
  readonly config: InventoryConfig;
  readonly foundation: Foundation;
  readonly now: () => Date;
}

interface Reservations {
  readonly subscriptions: readonly Subscription[];
  start(): void;
  stop(): Promise<void>;
}

/** What holds stock for orders: their commands, the line for what is not there yet, and the sweeper. */
export const makeReservations = ({ inUnit, config, foundation, now }: Options): Reservations => {
  const submit = makeBatcher<ReservationMessage>({ handle: handleReservations(inUnit) });
  const holdForMs = config.RESERVATION_TTL_MS;
  const holdUntil = (at: Date): Date => new Date(at.getTime() + holdForMs);
  let loops: ReturnType<typeof startReservationLoops> | undefined;
  return {
    subscriptions: reservationSubscriptions(submit, { now, holdUntil }),
    start: () => {
      loops = startReservationLoops({
        databaseUrl: config.DATABASE_URL,
        serveBackorders: serveBackorders({ inUnit, now, holdForMs }),
        sweepReservations: sweepReservations({ inUnit, now, holdForMs }),
        sweepEveryMs: config.RESERVATION_SWEEP_EVERY_MS,
        log: foundation.log,
      });
    },
    stop: async () => loops?.stop(),
  };
};
