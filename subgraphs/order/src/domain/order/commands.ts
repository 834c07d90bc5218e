import type { Money, ShipmentStatus } from '@cardstock/contracts';
import type { FraudScore } from '../payment/fraud.ts';
import type { Allocation, Backorder, LineQuantity, Parcel, PlacedOrder, Shortage } from './events.ts';

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
export interface RecordScore extends Command<'RecordScore'> {
  readonly fraud: FraudScore;
  readonly reviewUntil: Date;
}
export type ApprovePayment = Command<'ApprovePayment'>;
export type RejectPayment = Command<'RejectPayment'>;
export interface RecordAction extends Command<'RecordAction'> {
  readonly paymentId: string;
  readonly url: string | null;
  readonly expiresAt: Date;
}
export interface RecordLostAuthorization extends Command<'RecordLostAuthorization'> {
  readonly paymentId: string;
  readonly failureCode: string;
}
export interface RefuseCapture extends Command<'RefuseCapture'> {
  readonly failureCode: string;
}
/** Gives back some of what was taken, in minor units; reusable wherever an order has to return money. */
export interface RequestRefund extends Command<'RequestRefund'> {
  readonly refundId: string;
  readonly amount: number;
  readonly reason: string;
}
export interface RecordRefund extends Command<'RecordRefund'> {
  readonly refundId: string;
  readonly amount: Money;
  /** The provider's own id of it. */
  readonly refundRef: string;
}
export interface FailRefund extends Command<'FailRefund'> {
  readonly refundId: string;
  readonly failureCode: string;
}
export interface RecordDispute extends Command<'RecordDispute'> {
  readonly disputeId: string;
  readonly amount: Money;
  readonly reason: string;
}
export interface ProgressShipment extends Command<'ProgressShipment'> {
  readonly status: ShipmentStatus;
  readonly parcel: Parcel;
}
export interface RecordBackorder extends Command<'RecordBackorder'> {
  readonly backorder: Backorder;
}
/** Takes pieces out of an order. The same changeId takes them out once. */
export interface CancelLines extends Command<'CancelLines'> {
  readonly changeId: string;
  readonly lines: readonly LineQuantity[];
  readonly reason: string;
}
export interface RecordReduction extends Command<'RecordReduction'> {
  readonly changeId: string;
  readonly isReduced: boolean;
}
export interface RecordReleasedLines extends Command<'RecordReleasedLines'> {
  readonly changeId: string;
}
/** Ends an order that has waited too long to be confirmed. */
export interface ExpireOrder extends Command<'ExpireOrder'> {
  readonly reason: string;
}
export interface AddNote extends Command<'AddNote'> {
  readonly noteId: string;
  readonly text: string;
  readonly isInternal: boolean;
}
export type RetrySaga = Command<'RetrySaga'>;
export interface AbandonSaga extends Command<'AbandonSaga'> {
  readonly reason: string;
}
/** The pieces came back: the hand-off from the returns department. */
export interface RecordReturn extends Command<'RecordReturn'> {
  readonly returnId: string;
  readonly reason: string;
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
  | RecordScore
  | ApprovePayment
  | RejectPayment
  | RecordAction
  | RecordLostAuthorization
  | RefuseCapture
  | RequestRefund
  | RecordRefund
  | FailRefund
  | RecordDispute
  | RecordRelease
  | ProgressShipment
  | RecordBackorder
  | CancelLines
  | RecordReduction
  | RecordReleasedLines
  | ExpireOrder
  | AddNote
  | RetrySaga
  | AbandonSaga
  | RecordReturn
  | CancelOrder;
