import { inMarketCurrency, type Money } from '@cardstock/contracts';
import type { OrderEvent } from './events.ts';

export const PAYMENT_STATUSES = [
  'PENDING',
  'AUTHORIZED',
  'CAPTURED',
  'DECLINED',
  'VOIDED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export interface PaymentView {
  readonly status: PaymentStatus;
  readonly method: string;
  readonly authorized: Money;
  readonly captured: Money;
  readonly refunded: Money;
  readonly failureCode: string | null;
}

const nothingYet = (method: string, { currency }: Money): PaymentView => {
  const none = { amount: 0, currency };
  return { status: 'PENDING', method, authorized: none, captured: none, refunded: none, failureCode: null };
};

const follow = (view: PaymentView, event: OrderEvent): PaymentView => {
  switch (event.type) {
    case 'OrderPlaced':
      return nothingYet(event.data.payment.method, event.data.totals.grandTotal);
    case 'PaymentAuthorized':
      return { ...view, status: 'AUTHORIZED', authorized: event.data.amount };
    case 'PaymentDeclined':
      return { ...view, status: 'DECLINED', failureCode: event.data.failureCode };
    case 'PaymentCaptured':
      return { ...view, status: 'CAPTURED', captured: event.data.amount };
    case 'PaymentVoided':
      return { ...view, status: 'VOIDED' };
    default:
      return view;
  }
};

/** Ended before the provider was ever asked, which it is as soon as the stock is reserved: there is nothing to let go. */
const endedUnasked = (events: readonly OrderEvent[]): boolean => {
  const types = new Set(events.map(({ type }) => type));
  return (types.has('OrderRejected') || types.has('OrderCancelled')) && !types.has('StockReserved');
};

/** The payment of an order as its recorded facts tell it. */
export const paymentOf = (events: readonly OrderEvent[]): PaymentView => {
  const view = events.reduce(follow, nothingYet('card', inMarketCurrency(0)));
  return endedUnasked(events) ? { ...view, status: 'VOIDED' } : view;
};
