import { inMarketCurrency, type Money } from '@cardstock/contracts';
import type { OrderEvent } from '../order/events.ts';
import type { FraudScore } from './fraud.ts';
import { followMoney, type MoneyState, NO_MONEY } from './money-state.ts';

export const PAYMENT_STATUSES = [
  'PENDING',
  'IN_REVIEW',
  'REQUIRES_ACTION',
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
  readonly voided: Money;
  readonly refunded: Money;
  readonly failureCode: string | null;
  readonly nextAction: { readonly url: string | null; readonly expiresAt: Date } | null;
  readonly fraud: FraudScore | null;
}

const statusOf = (money: MoneyState, types: ReadonlySet<string>): PaymentStatus => {
  if (money.refunded > 0) return money.refunded < money.captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  if (money.captured > 0) return 'CAPTURED';
  if (types.has('PaymentDeclined')) return 'DECLINED';
  if (money.authorized > money.voided) return 'AUTHORIZED';
  // Ended before the provider was ever asked, which it is as soon as the stock is reserved: there is nothing to let go.
  const isEnded = types.has('OrderRejected') || types.has('OrderCancelled');
  if (types.has('PaymentVoided') || (isEnded && !types.has('StockReserved'))) return 'VOIDED';
  if (money.reviewUntil !== null && !isEnded) return 'IN_REVIEW';
  if (money.action !== null && !isEnded) return 'REQUIRES_ACTION';
  return money.authorized > 0 ? 'VOIDED' : 'PENDING';
};

const nextActionOf = ({ action }: MoneyState, status: PaymentStatus): PaymentView['nextAction'] =>
  action && status === 'REQUIRES_ACTION' ? { url: action.url, expiresAt: new Date(action.expiresAt) } : null;

/** The payment of an order as its recorded facts tell it. */
export const paymentOf = (events: readonly OrderEvent[]): PaymentView => {
  const placed = events.find((event) => event.type === 'OrderPlaced')?.data;
  const { currency } = placed?.totals.grandTotal ?? inMarketCurrency(0);
  const money = events.reduce(followMoney, NO_MONEY);
  const status = statusOf(money, new Set(events.map(({ type }) => type)));
  const of = (amount: number): Money => ({ amount, currency });
  return {
    status,
    method: placed?.payment.method ?? 'card',
    authorized: of(money.authorized),
    captured: of(money.captured),
    voided: of(money.voided),
    refunded: of(money.refunded),
    failureCode: money.failureCode,
    nextAction: nextActionOf(money, status),
    fraud: money.fraud,
  };
};
