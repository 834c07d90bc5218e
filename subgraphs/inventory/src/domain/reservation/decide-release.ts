import { type Decision, keep, UNKNOWN } from './decision.ts';
import { freeLines } from './free-lines.ts';
import { move } from './order-movements.ts';
import type { Backordered, Held, ReleaseLines, ReleaseStock, Reservation } from './reservation.ts';

const free = ({ orderId, lines }: Held, reason: string, at: Date): Decision => ({
  ok: true,
  reservation: { status: 'RELEASED', orderId },
  movements: move('RELEASE', lines, { orderId, reason, at }),
});

/** Frees all that is held for an order; where nothing was, it will not get anything any more. */
export const release = ({ reason, at }: ReleaseStock, reservation: Reservation): Decision => {
  if (reservation.status === 'COMMITTED' || reservation.status === 'RELEASED') return keep(reservation);
  if (reservation.status === 'HELD') return free(reservation, reason, at);
  return keep({ status: 'RELEASED', orderId: reservation.orderId });
};

const releaseHeld = ({ changeId, lines, reason, at }: ReleaseLines, held: Held): Decision => {
  const { freed, left } = freeLines(held.lines, lines);
  return {
    ok: true,
    reservation: { ...held, lines: left, changes: [...held.changes, changeId] },
    movements: move('RELEASE', freed, { orderId: held.orderId, reason, at }),
  };
};

const leaveLine = ({ changeId, lines }: ReleaseLines, waiting: Backordered): Decision => {
  const anywhere = { warehouseId: '' };
  const asked = lines.map((line) => ({ ...line, ...anywhere }));
  const { left } = freeLines(
    waiting.lines.map((line) => ({ ...line, ...anywhere })),
    asked,
  );
  if (left.length === 0) return keep({ status: 'RELEASED', orderId: waiting.orderId });
  const stillWanted = left.map(({ sku, quantity }) => ({ sku, quantity }));
  return keep({ ...waiting, lines: stillWanted, changes: [...waiting.changes, changeId] });
};

/** Frees some of what is held for an order, or takes some of what it waits for out of line. */
export const releaseLines = (command: ReleaseLines, reservation: Reservation): Decision => {
  if (reservation.status === 'UNKNOWN') return UNKNOWN;
  if (reservation.status !== 'HELD' && reservation.status !== 'BACKORDERED') return keep(reservation);
  if (reservation.changes.includes(command.changeId)) return keep(reservation);
  return reservation.status === 'HELD' ? releaseHeld(command, reservation) : leaveLine(command, reservation);
};
