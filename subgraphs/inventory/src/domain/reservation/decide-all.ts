import type { Movement } from '../stock/movement.ts';
import type { RankedLevel } from '../stock/stock-level.ts';
import { decide } from './decide-reservation.ts';
import type { Decision } from './decision.ts';
import { type KnownReservation, type Reservation, type ReservationCommand, skusTouchedBy } from './reservation.ts';

export interface OrderCommand {
  readonly orderId: string;
  readonly command: ReservationCommand;
}

/** What is known when a batch of commands comes: all of it locked. */
export interface Books {
  readonly reservations: ReadonlyMap<string, Reservation>;
  readonly levels: readonly RankedLevel[];
  /** Pieces that are waited for, of the SKUs that may be awaited. */
  readonly waiting: ReadonlyMap<string, number>;
}

export interface ReservationChange {
  readonly before: Reservation;
  readonly after: KnownReservation;
}

interface Verdict {
  readonly before: Reservation;
  readonly decision: Decision;
}

export interface Settlement {
  /** One per command, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly changes: readonly ReservationChange[];
  readonly movements: readonly Movement[];
}

const afterMovement = (level: RankedLevel, { warehouseId, onHandDelta, reservedDelta }: Movement): RankedLevel =>
  level.warehouseId === warehouseId
    ? { ...level, onHand: level.onHand + onHandDelta, reserved: level.reserved + reservedDelta }
    : level;

/** The books while a batch is worked through: each command finds what those before it left. */
const openBooks = (books: Books) => {
  const levels = new Map(Map.groupBy(books.levels, ({ sku }) => sku));
  const waiting = new Map(books.waiting);
  const reservations = new Map(books.reservations);
  const count = (reservation: Reservation, sign: 1 | -1): void => {
    if (reservation.status !== 'BACKORDERED') return;
    for (const { sku, quantity } of reservation.lines) {
      const before = waiting.get(sku);
      if (before !== undefined) waiting.set(sku, before + sign * quantity);
    }
  };
  return {
    reservationOf: (orderId: string): Reservation => reservations.get(orderId) ?? { status: 'UNKNOWN', orderId },
    stocksOf: (skus: readonly string[]) => ({ levels: skus.flatMap((sku) => levels.get(sku) ?? []), waiting }),
    note: (before: Reservation, after: KnownReservation, movements: readonly Movement[]): void => {
      reservations.set(after.orderId, after);
      count(before, -1);
      count(after, 1);
      for (const movement of movements) {
        const { sku } = movement;
        levels.set(
          sku,
          (levels.get(sku) ?? []).map((level) => afterMovement(level, movement)),
        );
      }
    },
  };
};

type OpenBooks = ReturnType<typeof openBooks>;

const changesOf = (commands: readonly OrderCommand[], { reservations }: Books, open: OpenBooks): ReservationChange[] =>
  [...new Set(commands.map(({ orderId }) => orderId))].flatMap((orderId) => {
    const before = reservations.get(orderId) ?? ({ status: 'UNKNOWN', orderId } as const);
    const after = open.reservationOf(orderId);
    return after === before || after.status === 'UNKNOWN' ? [] : [{ before, after }];
  });

/** Decides commands one after the other, each on what those before it left. */
export const decideAll = (commands: readonly OrderCommand[], books: Books): Settlement => {
  const open = openBooks(books);
  const verdicts = commands.map(({ orderId, command }) => {
    const before = open.reservationOf(orderId);
    const decision = decide(command, before, open.stocksOf(skusTouchedBy(command, before)));
    if (decision.ok) open.note(before, decision.reservation, decision.movements);
    return { before, decision };
  });
  return {
    verdicts,
    changes: changesOf(commands, books, open),
    movements: verdicts.flatMap(({ decision }) => (decision.ok ? decision.movements : [])),
  };
};
