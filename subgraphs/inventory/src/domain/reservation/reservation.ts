import type { SkuQuantity } from '@cardstock/contracts';
import type { Allocation, Shortage } from '../allocation/allocation.ts';

/** What stands for an order whose commands nobody has seen yet. */
interface Unknown {
  readonly status: 'UNKNOWN';
  readonly orderId: string;
}
export interface Held {
  readonly status: 'HELD';
  readonly orderId: string;
  readonly lines: readonly Allocation[];
  /** When its order is asked whether it still needs it; null where it stays until it is committed or released. */
  readonly expiresAt: Date | null;
  /** The partial releases that were carried out. */
  readonly changes: readonly string[];
}
/** Nothing is held: the order waits in line until everything is there. */
export interface Backordered {
  readonly status: 'BACKORDERED';
  readonly orderId: string;
  readonly lines: readonly SkuQuantity[];
  /** What was short when it got in line. */
  readonly shortages: readonly Shortage[];
  readonly expectedAt: Date | null;
  readonly changes: readonly string[];
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
export type KnownReservation = Held | Backordered | Failed | Released | Committed;
export type Reservation = Unknown | KnownReservation;

export interface ReserveStock {
  readonly type: 'ReserveStock';
  readonly lines: readonly SkuQuantity[];
  readonly at: Date;
  readonly expiresAt: Date;
}
export interface ReleaseStock {
  readonly type: 'ReleaseStock';
  readonly reason: string;
  readonly at: Date;
}
export interface ReleaseLines {
  readonly type: 'ReleaseLines';
  readonly changeId: string;
  readonly lines: readonly Allocation[];
  readonly reason: string;
  readonly at: Date;
}
export interface CommitStock {
  readonly type: 'CommitStock';
  readonly at: Date;
}
/** The order still needs what is held: until a moment, or (null) until it is committed or released. */
export interface ExtendReservation {
  readonly type: 'ExtendReservation';
  readonly expiresAt: Date | null;
  readonly at: Date;
}
/** There may be enough for an order in line by now. */
export interface ServeBackorder {
  readonly type: 'ServeBackorder';
  readonly at: Date;
  readonly expiresAt: Date;
}
export type ReservationCommand =
  | ReserveStock
  | ReleaseStock
  | ReleaseLines
  | CommitStock
  | ExtendReservation
  | ServeBackorder;

const skusOf = (lines: readonly SkuQuantity[]): string[] => [...new Set(lines.map(({ sku }) => sku))];

/** The SKUs whose levels a command may change: what must be locked before deciding. */
export const skusTouchedBy = (command: ReservationCommand, reservation: Reservation): string[] => {
  if (command.type === 'ExtendReservation') return [];
  if (command.type === 'ReserveStock') return reservation.status === 'UNKNOWN' ? skusOf(command.lines) : [];
  return reservation.status === 'HELD' || reservation.status === 'BACKORDERED' ? skusOf(reservation.lines) : [];
};
