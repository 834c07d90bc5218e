import type { Sql } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { InPaymentTransaction } from '../application/payments/payment-ports.ts';
import { makeOrderTransaction } from './order-scope.ts';
import { paymentCallsIn, paymentLedgerIn } from './payment-call.repository.ts';

/** A transaction on an order that can also note what the provider is asked for it. */
export const makePaymentTransaction =
  (transact: Transact): InPaymentTransaction =>
  (work) => {
    let sql: Sql | undefined;
    const remembering: Transact = (inner) =>
      transact((scope) => {
        sql = scope.sql;
        return inner(scope);
      });
    return makeOrderTransaction(remembering)((scope) => {
      if (!sql) throw new Error('a payment transaction has no connection');
      return work({ ...scope, calls: paymentCallsIn(sql), ledger: paymentLedgerIn(sql) });
    });
  };
