import type { OrderStatus } from '@cardstock/contracts';
import type { CartView, OrderView } from './views.ts';

interface Done<Value> {
  readonly ok: true;
  readonly value: Value;
}
interface Refused<Refusal> {
  readonly ok: false;
  readonly refusal: Refusal;
}
export type Result<Value, Refusal> = Done<Value> | Refused<Refusal>;

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });
export const refused = <const Refusal>(refusal: Refusal): Refused<Refusal> => ({ ok: false, refusal });

export type UnknownSkuRefusal = { readonly code: 'SKU_UNKNOWN'; readonly skus: readonly string[] };

export type PlaceOrderRefusal =
  | { readonly code: 'CART_EMPTY' }
  | UnknownSkuRefusal
  | { readonly code: 'PRICE_CHANGED'; readonly expectedTotal: number; readonly actualTotal: number }
  | { readonly code: 'IDEMPOTENCY_CONFLICT' };
export type PlaceOrderOutcome = Result<OrderView, PlaceOrderRefusal>;

export type CancelOrderRefusal =
  | { readonly code: 'ORDER_UNKNOWN' }
  | { readonly code: 'ORDER_STATE_ILLEGAL'; readonly state: OrderStatus };
export type CancelOrderOutcome = Result<OrderView, CancelOrderRefusal>;

export type CartRefusal =
  | UnknownSkuRefusal
  | {
      readonly code: 'STOCK_INSUFFICIENT';
      readonly sku: string;
      readonly requested: number;
      readonly available: number;
    };
export type CartOutcome = Result<CartView, CartRefusal>;
