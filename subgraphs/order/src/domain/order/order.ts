import type { Money, OrderStatus } from '@cardstock/contracts';
import type { MoneyState } from '../payment/money-state.ts';
import type { Allocation, Backorder, LineChange, Parcel, PlacedOrder } from './events.ts';

interface Placed extends PlacedOrder {
  readonly placedAt: Date;
  readonly money: MoneyState;
  /** What it cost when it was placed: so much is set aside, also where lines are cancelled before. */
  readonly orderedTotal: Money;
  /** The change of its lines that is under way, if any: asked of the warehouse, then to be let go of by inventory. */
  readonly change: OpenChange | null;
  /** How many remarks it has. */
  readonly notes: number;
  /** The ids of the changes that are over. */
  readonly changesDone: readonly string[];
}

export interface OpenChange extends LineChange {
  readonly stage: 'ASKED' | 'RELEASING';
}
interface Held extends Placed {
  readonly allocations: readonly Allocation[];
}
interface Secured extends Held {
  readonly paymentId: string;
}

export interface PendingOrder extends Placed {
  readonly status: 'PENDING';
  readonly backorder: Backorder | null;
}
export interface ReservedOrder extends Held {
  readonly status: 'RESERVED';
}
export interface AuthorizedOrder extends Secured {
  readonly status: 'AUTHORIZED';
}
/** Handed to the warehouse, not yet to a carrier. */
export interface OrderInWarehouse extends Secured {
  readonly status: 'CONFIRMED' | 'PICKING' | 'PACKED';
  readonly parcel: Parcel | null;
  /** Why its customer wants it stopped, while the warehouse has not said whether it can be. */
  readonly cancellation: string | null;
}
export interface SentOrder extends Secured {
  readonly status: 'SHIPPED' | 'DELIVERED' | 'COMPLETED' | 'RETURNED';
  readonly parcel: Parcel | null;
  readonly isCaptured: boolean;
  readonly isCommitted: boolean;
  /** People have given up on what is missing: delivered, it is complete without. */
  readonly isWrittenOff: boolean;
}
export interface DeadOrder extends Placed {
  readonly status: 'REJECTED' | 'CANCELLED';
  readonly reason: string;
  /** The money that was set aside for it, if it is known that any was. */
  readonly paymentId: string | null;
  readonly isVoided: boolean;
  readonly isReleased: boolean;
}

/** An order: each status holds only what is then true. NONE is the order that nobody has placed. */
export type Order =
  | { readonly status: 'NONE' }
  | PendingOrder
  | ReservedOrder
  | AuthorizedOrder
  | OrderInWarehouse
  | SentOrder
  | DeadOrder;
export type ExistingOrder = Exclude<Order, { status: 'NONE' }>;

export const NO_ORDER: Order = { status: 'NONE' };

const ENDS: ReadonlySet<string> = new Set(['COMPLETED', 'REJECTED', 'CANCELLED', 'RETURNED'] satisfies OrderStatus[]);

/** True where no further status follows, unless what is complete is sent back. */
export const isEnd = (status: OrderStatus): boolean => ENDS.has(status);

export const isDead = (order: Order): order is DeadOrder => order.status === 'REJECTED' || order.status === 'CANCELLED';

export const isInWarehouse = (order: Order): order is OrderInWarehouse =>
  order.status === 'CONFIRMED' || order.status === 'PICKING' || order.status === 'PACKED';

export const isSent = (order: Order): order is SentOrder =>
  order.status === 'SHIPPED' ||
  order.status === 'DELIVERED' ||
  order.status === 'COMPLETED' ||
  order.status === 'RETURNED';
