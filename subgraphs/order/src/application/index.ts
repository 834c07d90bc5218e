import type { Connection, Viewer } from '@cardstock/service';
import type { CheckoutApplication } from './checkout/checkout-application.ts';
import type { LifecycleApplication } from './lifecycle/lifecycle-application.ts';
import type { PaymentApplication } from './payments/payment-application.ts';
import type { OrderFilter } from './ports.ts';
import type { Page } from './reading/page.ts';
import type { OrderView, StatusChange } from './reading/views.ts';

export type { Page } from './reading/page.ts';

export interface ListRequest extends Page, OrderFilter {}

/** A page of orders; a list of more than 10,000 is not counted to its end. */
export type OrderPage = Connection<OrderView> & { readonly totalCountIsEstimate: boolean };

/** What can be done with orders and carts. Every use case looks at its viewer first. */
export interface Application extends PaymentApplication, LifecycleApplication, CheckoutApplication {
  /** In the order of the ids; null for what there is not or the viewer may not see. */
  readOrders(viewer: Viewer, ids: readonly string[]): Promise<(OrderView | null)[]>;
  /** The order as it was at a moment; null before it existed. */
  readOrderAsOf(viewer: Viewer, id: string, asOf: Date): Promise<OrderView | null>;
  listOrders(viewer: Viewer, request: ListRequest): Promise<OrderPage>;
  /** In the order of the ids. */
  listOrdersOf(viewer: Viewer, customerIds: readonly string[], page: Page): Promise<OrderPage[]>;
  watchOrder(
    viewer: Viewer,
    request: { orderId: string; after?: string | undefined },
  ): Promise<AsyncIterable<StatusChange>>;
}
