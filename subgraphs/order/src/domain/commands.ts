import type { Money, ShipmentStatus } from '@cardstock/contracts';
import type { Allocation, OrderEvent, Parcel, PlacedOrder, Shortage } from './events.ts';
import type { ExistingOrder } from './order.ts';

interface Command<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export interface PlaceOrder extends Command<'PlaceOrder'> {
  readonly order: PlacedOrder;
}
export interface RecordReservation extends Command<'RecordReservation'> {
  readonly allocations: readonly Allocation[];
}
export interface RefuseReservation extends Command<'RefuseReservation'> {
  readonly shortages: readonly Shortage[];
}
export interface RecordAuthorization extends Command<'RecordAuthorization'> {
  readonly paymentId: string;
  readonly amount: Money;
}
export interface RecordDecline extends Command<'RecordDecline'> {
  readonly failureCode: string;
}
export interface RecordCapture extends Command<'RecordCapture'> {
  readonly amount: Money;
}
export interface RecordVoid extends Command<'RecordVoid'> {
  readonly paymentId: string | null;
}
export interface ProgressShipment extends Command<'ProgressShipment'> {
  readonly status: ShipmentStatus;
  readonly parcel: Parcel;
}
export interface CancelOrder extends Command<'CancelOrder'> {
  readonly reason: string;
}
export type RecordCommit = Command<'RecordCommit'>;
export type RecordRelease = Command<'RecordRelease'>;

/** What can be asked of an order, or told to it. */
export type OrderCommand =
  | PlaceOrder
  | RecordReservation
  | RefuseReservation
  | RecordAuthorization
  | RecordDecline
  | RecordCapture
  | RecordCommit
  | RecordVoid
  | RecordRelease
  | ProgressShipment
  | CancelOrder;

export type Refusal =
  | { readonly code: 'ORDER_UNKNOWN' }
  | { readonly code: 'ORDER_EXISTS' }
  | { readonly code: 'ORDER_STATE_ILLEGAL'; readonly state: ExistingOrder['status'] };

export type Decision =
  | { readonly ok: true; readonly events: readonly OrderEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

export const facts = (...events: readonly OrderEvent[]): Decision => ({ ok: true, events });
export const refuse = (refusal: Refusal): Decision => ({ ok: false, refusal });

/** A fact that comes late, twice, or after the order has ended: no harm, no event. */
export const NOTHING_NEW: Decision = facts();
