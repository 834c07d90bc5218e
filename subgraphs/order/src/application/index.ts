import type { Address, OrderStatus, SkuQuantity } from '@cardstock/contracts';
import type { Connection, Viewer } from '@cardstock/service';
import type { PaymentMethod } from '../domain/events.ts';
import type { CancelOrderOutcome, CartOutcome, PlaceOrderOutcome } from './outcomes.ts';
import type { CartView, OrderView, StatusChange } from './views.ts';

export interface PlaceOrderRequest {
  readonly idempotencyKey: string;
  readonly cartId?: string | undefined;
  readonly lines?: readonly SkuQuantity[] | undefined;
  readonly shippingAddress: Address;
  readonly payment: PaymentMethod;
  readonly expectedTotal?: number | undefined;
}

export interface CartRequest {
  readonly cartId?: string | undefined;
  readonly sku: string;
  readonly quantity: number;
}

export interface Page {
  readonly first: number;
  readonly after?: string | undefined;
}

export interface ListRequest extends Page {
  readonly status?: readonly OrderStatus[] | undefined;
  readonly placedFrom?: Date | undefined;
  readonly placedTo?: Date | undefined;
  readonly customerId?: string | undefined;
}

/** What can be done with orders and carts. Every use case looks at its viewer first. */
export interface Application {
  placeOrder(viewer: Viewer, request: PlaceOrderRequest): Promise<PlaceOrderOutcome>;
  cancelOrder(viewer: Viewer, request: { orderId: string; reason: string }): Promise<CancelOrderOutcome>;
  addToCart(viewer: Viewer, request: CartRequest): Promise<CartOutcome>;
  setCartLine(viewer: Viewer, request: CartRequest): Promise<CartOutcome>;
  readCart(viewer: Viewer, cartId?: string): Promise<CartView | null>;
  /** In the order of the ids; null for what there is not or the viewer may not see. */
  readOrders(viewer: Viewer, ids: readonly string[]): Promise<(OrderView | null)[]>;
  /** The order as it was at a moment; null before it existed. */
  readOrderAsOf(viewer: Viewer, id: string, asOf: Date): Promise<OrderView | null>;
  listOrders(viewer: Viewer, request: ListRequest): Promise<Connection<OrderView>>;
  /** In the order of the ids. */
  listOrdersOf(viewer: Viewer, customerIds: readonly string[], page: Page): Promise<Connection<OrderView>[]>;
  watchOrder(
    viewer: Viewer,
    request: { orderId: string; after?: string | undefined },
  ): Promise<AsyncIterable<StatusChange>>;
}
