import type { SkuQuantity } from '@cardstock/contracts';
import { type Allocation, allocate, type RankedLevel, type Shortage, sumBySku } from './allocation.ts';
import type { Movement, MovementKind } from './movement.ts';

/** What stands for an order whose commands nobody has seen yet. */
interface Unknown {
  readonly status: 'UNKNOWN';
  readonly orderId: string;
}
interface Held {
  readonly status: 'HELD';
  readonly orderId: string;
  readonly lines: readonly Allocation[];
}
interface Failed {
  readonly status: 'FAILED';
  readonly orderId: string;
  readonly shortages: readonly Shortage[];
}
interface Released {
  readonly status: 'RELEASED';
  readonly orderId: string;
}
interface Committed {
  readonly status: 'COMMITTED';
  readonly orderId: string;
}

/** What an order got of our stock: its state is also the answer to any command about it. */
export type KnownReservation = Held | Failed | Released | Committed;
export type Reservation = Unknown | KnownReservation;

interface ReserveStock {
  readonly type: 'ReserveStock';
  readonly lines: readonly SkuQuantity[];
  readonly at: Date;
}
interface ReleaseStock {
  readonly type: 'ReleaseStock';
  readonly reason: string;
  readonly at: Date;
}
interface CommitStock {
  readonly type: 'CommitStock';
  readonly at: Date;
}
export type ReservationCommand = ReserveStock | ReleaseStock | CommitStock;

export type Decision =
  | { readonly ok: true; readonly reservation: KnownReservation; readonly movements: readonly Movement[] }
  | { readonly ok: false; readonly code: 'RESERVATION_UNKNOWN' };

const keep = (reservation: KnownReservation): Decision => ({ ok: true, reservation, movements: [] });

const SIGNS: Readonly<Record<'RESERVE' | 'RELEASE' | 'COMMIT', readonly [onHand: -1 | 0, reserved: -1 | 1]>> = {
  RESERVE: [0, 1],
  RELEASE: [0, -1],
  COMMIT: [-1, -1],
};

interface Account {
  readonly orderId: string;
  readonly reason: string;
  readonly at: Date;
}

const move = (
  kind: keyof typeof SIGNS & MovementKind,
  lines: readonly Allocation[],
  { orderId, reason, at }: Account,
): Movement[] => {
  const [onHand, reserved] = SIGNS[kind];
  return lines.map(({ sku, warehouseId, quantity }) => ({
    kind,
    sku,
    warehouseId,
    onHandDelta: onHand === 0 ? 0 : -quantity,
    reservedDelta: reserved * quantity,
    orderId,
    reason,
    actor: 'order',
    occurredAt: at,
  }));
};

const reserve = ({ lines, at }: ReserveStock, reservation: Reservation, levels: readonly RankedLevel[]): Decision => {
  // A command that was sent again, or that a ReleaseStock overtook: the order already has its answer.
  if (reservation.status !== 'UNKNOWN') return keep(reservation);
  const { orderId } = reservation;
  const outcome = allocate(lines, levels);
  if (!outcome.ok) return keep({ status: 'FAILED', orderId, shortages: outcome.shortages });
  return {
    ok: true,
    reservation: { status: 'HELD', orderId, lines: outcome.allocations },
    movements: move('RESERVE', outcome.allocations, { orderId, reason: 'held for an order', at }),
  };
};

const release = ({ reason, at }: ReleaseStock, reservation: Reservation): Decision => {
  const { orderId } = reservation;
  if (reservation.status === 'COMMITTED') return keep(reservation);
  if (reservation.status !== 'HELD') return keep({ status: 'RELEASED', orderId });
  return {
    ok: true,
    reservation: { status: 'RELEASED', orderId },
    movements: move('RELEASE', reservation.lines, { orderId, reason, at }),
  };
};

const commit = ({ at }: CommitStock, reservation: Reservation): Decision => {
  const { orderId } = reservation;
  if (reservation.status === 'UNKNOWN') return { ok: false, code: 'RESERVATION_UNKNOWN' };
  if (reservation.status !== 'HELD') return keep(reservation);
  return {
    ok: true,
    reservation: { status: 'COMMITTED', orderId },
    movements: move('COMMIT', reservation.lines, { orderId, reason: 'shipped', at }),
  };
};

/** The SKUs whose levels a command may change: what must be locked before deciding. */
export const skusTouchedBy = (command: ReservationCommand, reservation: Reservation): string[] => {
  if (command.type === 'ReserveStock')
    return reservation.status === 'UNKNOWN' ? sumBySku(command.lines).map(({ sku }) => sku) : [];
  return reservation.status === 'HELD' ? sumBySku(reservation.lines).map(({ sku }) => sku) : [];
};

/** Decides a command about the stock of one order, given the locked levels of the SKUs that it touches. */
export const decide = (
  command: ReservationCommand,
  reservation: Reservation,
  levels: readonly RankedLevel[],
): Decision => {
  switch (command.type) {
    case 'ReserveStock':
      return reserve(command, reservation, levels);
    case 'ReleaseStock':
      return release(command, reservation);
    case 'CommitStock':
      return commit(command, reservation);
  }
};
