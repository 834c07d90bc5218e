import { InventoryReservationExpired } from '@cardstock/contracts';
import type { InUnit } from '../ports.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly now: () => Date;
  /** How long pieces are held before their order is asked about them, and between two times that it is asked. */
  readonly holdForMs: number;
}

const AT_ONCE = 100;

/**
 * Looks after what is held for too long; true where there may be more of it. The order is asked whether it still needs
 * its pieces, again and again until it answers: extended, or released where it is dead or nobody placed it. Silence
 * frees nothing. An order that is out of reach may have read already that the pieces are its own, and go on to be paid.
 */
export const sweepReservations =
  ({ inUnit, now, holdForMs }: Parts) =>
  (): Promise<boolean> =>
    inUnit(async (unit) => {
      const at = now();
      const due = await unit.expiries.ask({ at, nextAt: new Date(at.getTime() + holdForMs), limit: AT_ONCE });
      for (const { orderId, correlationId } of due) {
        unit.send(InventoryReservationExpired, { orderId }, { subject: orderId, occurredAt: at, correlationId });
      }
      return due.length === AT_ONCE;
    });
