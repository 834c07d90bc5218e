import { type CheckoutParts, makeCheckout } from './checkout/checkout-application.ts';
import type { Application } from './index.ts';
import type { HandleOrder } from './lifecycle/handle-order.ts';
import { makeLifecycle } from './lifecycle/make-lifecycle.ts';
import type { PaymentApplication } from './payments/payment-application.ts';
import type { InOrderTransaction, OrderQueries, StatusFeed, StuckQueries } from './ports.ts';
import { makeListOrders, makeListOrdersOf } from './reading/list-orders.ts';
import { makeReadOrderAsOf, makeReadOrders } from './reading/read-orders.ts';
import { makeWatchOrder } from './reading/watch-order.ts';

interface Parts extends CheckoutParts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly queries: OrderQueries;
  readonly stuck: StuckQueries;
  readonly feed: StatusFeed;
  readonly payments: PaymentApplication;
  readonly now: () => Date;
}

/** The use cases, tied to what they need. */
export const makeApplication = (parts: Parts): Application => {
  const { queries } = parts;
  return {
    ...parts.payments,
    ...makeLifecycle({ ...parts, queries: parts.stuck }),
    ...makeCheckout(parts),
    readOrders: makeReadOrders(queries),
    readOrderAsOf: makeReadOrderAsOf(queries),
    listOrders: makeListOrders(queries),
    listOrdersOf: makeListOrdersOf(queries),
    watchOrder: makeWatchOrder(queries, parts.feed),
  };
};
