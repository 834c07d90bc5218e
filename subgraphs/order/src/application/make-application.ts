import { makeCancelOrder } from './cancel-order.ts';
import { makeChangeCart } from './change-cart.ts';
import type { HandleOrder } from './handle-order.ts';
import type { Application } from './index.ts';
import { makeListOrders, makeListOrdersOf } from './list-orders.ts';
import { makePlaceOrder } from './place-order.ts';
import type { AskAvailability, Carts, FindOffers, InOrderTransaction, OrderQueries, StatusFeed } from './ports.ts';
import { makePriceCart, makeReadCart } from './read-cart.ts';
import { makeReadOrderAsOf, makeReadOrders } from './read-orders.ts';
import { makeWatchOrder } from './watch-order.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly queries: OrderQueries;
  readonly feed: StatusFeed;
  readonly carts: Carts;
  readonly findOffers: FindOffers;
  readonly askAvailability: AskAvailability;
  readonly now: () => Date;
}

/** The use cases, tied to what they need. */
export const makeApplication = (parts: Parts): Application => {
  const { queries, carts } = parts;
  const priceCart = makePriceCart(parts.findOffers);
  return {
    placeOrder: makePlaceOrder(parts),
    cancelOrder: makeCancelOrder(parts),
    addToCart: makeChangeCart({ ...parts, priceCart }, 'add'),
    setCartLine: makeChangeCart({ ...parts, priceCart }, 'set'),
    readCart: makeReadCart(carts, priceCart),
    readOrders: makeReadOrders(queries),
    readOrderAsOf: makeReadOrderAsOf(queries),
    listOrders: makeListOrders(queries),
    listOrdersOf: makeListOrdersOf(queries),
    watchOrder: makeWatchOrder(queries, parts.feed),
  };
};
