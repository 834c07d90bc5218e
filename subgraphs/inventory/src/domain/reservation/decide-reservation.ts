import { type Allocation, allocate } from '../allocation/allocation.ts';
import { release, releaseLines } from './decide-release.ts';
import { type Decision, keep, UNKNOWN } from './decision.ts';
import { move } from './order-movements.ts';
import { placeInLine, type Stocks } from './place-in-line.ts';
import type {
  CommitStock,
  ExtendReservation,
  Reservation,
  ReservationCommand,
  ReserveStock,
  ServeBackorder,
} from './reservation.ts';

interface Taking {
  readonly orderId: string;
  readonly lines: readonly Allocation[];
  readonly expiresAt: Date;
  readonly at: Date;
  readonly changes: readonly string[];
}

const hold = ({ orderId, lines, expiresAt, at, changes }: Taking): Decision => ({
  ok: true,
  reservation: { status: 'HELD', orderId, lines, expiresAt, changes },
  movements: move('RESERVE', lines, { orderId, reason: 'held for an order', at }),
});

const reserve = ({ lines, at, expiresAt }: ReserveStock, reservation: Reservation, stocks: Stocks): Decision => {
  // A command that was sent again, or that a ReleaseStock overtook: the order already has its answer.
  if (reservation.status !== 'UNKNOWN') return keep(reservation);
  const { orderId } = reservation;
  const place = placeInLine(lines, stocks, at);
  switch (place.may) {
    case 'take':
      return hold({ orderId, lines: place.allocations, expiresAt, at, changes: [] });
    case 'wait': {
      const { lines: wanted, shortages, expectedAt } = place;
      return keep({ status: 'BACKORDERED', orderId, lines: wanted, shortages, expectedAt, changes: [] });
    }
    case 'not':
      return keep({ status: 'FAILED', orderId, shortages: place.shortages });
  }
};

const serve = ({ at, expiresAt }: ServeBackorder, reservation: Reservation, { levels }: Stocks): Decision => {
  if (reservation.status === 'UNKNOWN') return UNKNOWN;
  if (reservation.status !== 'BACKORDERED') return keep(reservation);
  const { orderId, changes } = reservation;
  const outcome = allocate(reservation.lines, levels);
  if (!outcome.ok) return keep(reservation);
  return hold({ orderId, lines: outcome.allocations, expiresAt, at, changes });
};

const commit = ({ at }: CommitStock, reservation: Reservation): Decision => {
  const { orderId } = reservation;
  if (reservation.status === 'UNKNOWN') return UNKNOWN;
  if (reservation.status !== 'HELD') return keep(reservation);
  return {
    ok: true,
    reservation: { status: 'COMMITTED', orderId },
    movements: move('COMMIT', reservation.lines, { orderId, reason: 'shipped', at }),
  };
};

const extend = ({ expiresAt }: ExtendReservation, reservation: Reservation): Decision => {
  if (reservation.status === 'UNKNOWN') return UNKNOWN;
  return keep(reservation.status === 'HELD' ? { ...reservation, expiresAt } : reservation);
};

/** Decides a command about the stock of one order. */
export const decide = (command: ReservationCommand, reservation: Reservation, stocks: Stocks): Decision => {
  switch (command.type) {
    case 'ReserveStock':
      return reserve(command, reservation, stocks);
    case 'ServeBackorder':
      return serve(command, reservation, stocks);
    case 'ReleaseStock':
      return release(command, reservation);
    case 'ReleaseLines':
      return releaseLines(command, reservation);
    case 'CommitStock':
      return commit(command, reservation);
    case 'ExtendReservation':
      return extend(command, reservation);
  }
};
