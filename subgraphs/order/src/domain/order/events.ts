import type { Address, Money, OrderStatus } from '@cardstock/contracts';
import type { FraudScore } from '../payment/fraud.ts';

export interface OrderLine {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Its share of the discount and of the tax of the order; orders placed before there were any have none. */
  readonly discount?: Money;
  readonly tax?: Money;
}

export interface Totals {
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly grandTotal: Money;
}

export interface PaymentMethod {
  readonly method: string;
  readonly token: string;
}

export interface Allocation {
  readonly sku: string;
  readonly quantity: number;
  readonly warehouseId: string;
}

export interface Shortage {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

export interface Parcel {
  readonly shipmentId: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
}

/** How many pieces of a line of the order. */
export interface LineQuantity {
  readonly lineId: string;
  readonly quantity: number;
}

/** What an order waits for that will be in stock later; the moment is an ISO text, as facts hold them. */
export interface Backorder {
  readonly skus: readonly string[];
  readonly expectedAt: string | null;
}

/** Pieces that are to be taken out of an order, and what is held for them. */
export interface LineChange {
  readonly changeId: string;
  readonly lines: readonly LineQuantity[];
  readonly released: readonly Allocation[];
  readonly reason: string;
}

/** What is fixed once an order is placed. */
export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly totals: Totals;
  readonly shippingAddress: Address;
  readonly payment: PaymentMethod;
  /** How its totals came about. */
  readonly pricing?: OrderPricing;
}

/** Amounts in minor units. */
export interface OrderPricing {
  readonly discounts: readonly { readonly code: string; readonly kind: string; readonly amount: number }[];
  readonly taxes: readonly {
    readonly name: string;
    readonly basisPoints: number;
    readonly taxable: number;
    readonly amount: number;
  }[];
  readonly shipping: {
    readonly id: string;
    readonly name: string;
    readonly carrier: string;
    readonly estimatedDays: number;
  };
}

/** The statuses that a parcel takes an order through. */
export const SHIPPING_STATUSES = [
  'PICKING',
  'PACKED',
  'SHIPPED',
  'DELIVERED',
] as const satisfies readonly OrderStatus[];
export type ShippingStatus = (typeof SHIPPING_STATUSES)[number];

interface Event<Type extends string, Data> {
  readonly type: Type;
  readonly at: Date;
  readonly data: Data;
}
type Nothing = Record<string, never>;

/** The facts of an order. What is stored stays readable for ever: a changed shape gets a new name. */
export type OrderEvent =
  | Event<'OrderPlaced', PlacedOrder>
  | Event<'StockBackordered', Backorder>
  | Event<'StockReserved', { readonly allocations: readonly Allocation[] }>
  | Event<'ReservationRefused', { readonly shortages: readonly Shortage[] }>
  | Event<'PaymentAuthorized', { readonly paymentId: string; readonly amount: Money }>
  | Event<'PaymentDeclined', { readonly failureCode: string }>
  | Event<'PaymentScored', FraudScore & { readonly reviewUntil: string | null }>
  | Event<'PaymentApproved', Nothing>
  | Event<
      'PaymentActionRequired',
      { readonly paymentId: string; readonly url: string | null; readonly expiresAt: string }
    >
  | Event<'AuthorizationLost', { readonly paymentId: string; readonly failureCode: string }>
  | Event<'CaptureRefused', { readonly failureCode: string }>
  | Event<'RefundRequested', { readonly refundId: string; readonly amount: Money; readonly reason: string }>
  | Event<'PaymentRefunded', { readonly refundId: string; readonly amount: Money; readonly refundRef: string }>
  | Event<'RefundFailed', { readonly refundId: string; readonly amount: Money; readonly failureCode: string }>
  | Event<'PaymentDisputed', { readonly disputeId: string; readonly amount: Money; readonly reason: string }>
  | Event<'OrderConfirmed', Nothing>
  | Event<'ShipmentOpened', Parcel>
  | Event<'ShipmentProgressed', Parcel & { readonly status: ShippingStatus }>
  | Event<'PaymentCaptured', { readonly amount: Money }>
  | Event<'StockCommitted', Nothing>
  | Event<'OrderCompleted', Nothing>
  | Event<'CancellationRequested', { readonly reason: string }>
  | Event<'CancellationRefused', Nothing>
  | Event<'CancellationOfLinesRequested', LineChange>
  | Event<'CancellationOfLinesRefused', { readonly changeId: string }>
  // Says what is left, too: the order stays what it was told, whatever rule computes it by then.
  | Event<'LinesCancelled', LineChange & { readonly left: readonly OrderLine[]; readonly totals: Totals }>
  | Event<'LinesReleased', { readonly changeId: string }>
  | Event<'OrderNoted', { readonly noteId: string; readonly text: string; readonly isInternal: boolean }>
  | Event<'SagaRetried', Nothing>
  | Event<'SagaAbandoned', { readonly reason: string }>
  | Event<'OrderReturned', { readonly returnId: string; readonly reason: string }>
  | Event<'OrderRejected', { readonly reason: string }>
  | Event<'OrderCancelled', { readonly reason: string }>
  | Event<'PaymentVoided', { readonly paymentId: string | null }>
  | Event<'StockReleased', Nothing>;

export type OrderEventType = OrderEvent['type'];
export type EventOf<Type extends OrderEventType> = Extract<OrderEvent, { type: Type }>;
