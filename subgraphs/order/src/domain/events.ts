import type { Address, Money, OrderStatus } from '@cardstock/contracts';

export interface OrderLine {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
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

/** What is fixed once an order is placed. */
export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly totals: Totals;
  readonly shippingAddress: Address;
  readonly payment: PaymentMethod;
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
  | Event<'StockReserved', { readonly allocations: readonly Allocation[] }>
  | Event<'ReservationRefused', { readonly shortages: readonly Shortage[] }>
  | Event<'PaymentAuthorized', { readonly paymentId: string; readonly amount: Money }>
  | Event<'PaymentDeclined', { readonly failureCode: string }>
  | Event<'OrderConfirmed', Nothing>
  | Event<'ShipmentOpened', Parcel>
  | Event<'ShipmentProgressed', Parcel & { readonly status: ShippingStatus }>
  | Event<'PaymentCaptured', { readonly amount: Money }>
  | Event<'StockCommitted', Nothing>
  | Event<'OrderCompleted', Nothing>
  | Event<'CancellationRequested', { readonly reason: string }>
  | Event<'CancellationRefused', Nothing>
  | Event<'OrderRejected', { readonly reason: string }>
  | Event<'OrderCancelled', { readonly reason: string }>
  | Event<'PaymentVoided', { readonly paymentId: string | null }>
  | Event<'StockReleased', Nothing>;

export type OrderEventType = OrderEvent['type'];
export type EventOf<Type extends OrderEventType> = Extract<OrderEvent, { type: Type }>;
