import type { Sql } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { InCheckoutTransaction } from '../application/checkout/checkout-ports.ts';
import { checkoutIn } from './checkout.repository.ts';
import { makeOrderTransaction } from './order-scope.ts';

/** A transaction on orders that can also use up what an order is placed with: codes, a quote, the pieces of a cart. */
export const makeCheckoutTransaction =
  (transact: Transact): InCheckoutTransaction =>
  (work) => {
    let sql: Sql | undefined;
    const remembering: Transact = (inner) =>
      transact((scope) => {
        sql = scope.sql;
        return inner(scope);
      });
    return makeOrderTransaction(remembering)((scope) => {
      if (!sql) throw new Error('a checkout transaction has no connection');
      return work({ ...scope, checkout: checkoutIn(sql) });
    });
  };
