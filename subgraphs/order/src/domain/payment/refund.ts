import type { FailRefund, RecordRefund, RequestRefund } from '../order/commands.ts';
import { type Decision, facts, NOTHING_NEW, refuse } from '../order/decision.ts';
import type { ExistingOrder } from '../order/order.ts';
import { refundableAmount } from './money-state.ts';

const stateOf = ({ money }: ExistingOrder, refundId: string) =>
  money.refunds.find((refund) => refund.refundId === refundId)?.state;

/** Promises to give money back: never more than was taken and is not promised yet. The same refundId promises once. */
export const requestRefund = ({ at, refundId, amount, reason }: RequestRefund, order: ExistingOrder): Decision => {
  if (stateOf(order, refundId)) return NOTHING_NEW;
  if (order.money.captured === 0) return refuse({ code: 'ORDER_STATE_ILLEGAL', state: order.status });
  const refundable = refundableAmount(order.money);
  const { currency } = order.totals.grandTotal;
  if (amount <= 0 || amount > refundable) {
    return refuse({ code: 'REFUND_TOO_LARGE', refundable: { amount: refundable, currency } });
  }
  return facts({ type: 'RefundRequested', at, data: { refundId, amount: { amount, currency }, reason } });
};

/** Money was given back: what we promised, or what somebody did at the provider without us. */
export const recordRefund = ({ at, refundId, amount, refundRef }: RecordRefund, order: ExistingOrder): Decision => {
  const { captured, refunded } = order.money;
  const isPossible = amount.amount > 0 && refunded + amount.amount <= captured;
  if (stateOf(order, refundId) === 'DONE' || !isPossible) return NOTHING_NEW;
  return facts({ type: 'PaymentRefunded', at, data: { refundId, amount, refundRef } });
};

export const failRefund = ({ at, refundId, failureCode }: FailRefund, order: ExistingOrder): Decision => {
  const pending = order.money.refunds.find((refund) => refund.refundId === refundId && refund.state === 'PENDING');
  if (!pending) return NOTHING_NEW;
  const amount = { amount: pending.amount, currency: order.totals.grandTotal.currency };
  return facts({ type: 'RefundFailed', at, data: { refundId, amount, failureCode } });
};
