import type { OrderCommand } from '../../domain/order/commands.ts';
import { exists } from '../../domain/order/evolve.ts';
import { begin, isKeySpent, keyOf, renew } from './payment-call.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';
import type { RefundOutcome } from './payment-ports.ts';

export interface RefundTask extends PaymentTask {
  readonly refundId: string;
}

interface Promised {
  readonly paymentId: string;
  readonly amount: { readonly amount: number; readonly currency: string };
}

const promised = async (
  { transact }: PaymentParts,
  { orderId, refundId }: RefundTask,
): Promise<Promised | undefined> => {
  const { order } = await transact(({ orders }) => orders.load(orderId));
  if (!exists(order) || !('paymentId' in order) || order.paymentId === null) return undefined;
  const refund = order.money.refunds.find((each) => each.refundId === refundId && each.state === 'PENDING');
  const { currency } = order.totals.grandTotal;
  return refund && { paymentId: order.paymentId, amount: { amount: refund.amount, currency } };
};

/** Asks with the same key while that can help; afterwards the provider's books tell whether the money went back. */
const giveBack = async (
  parts: PaymentParts,
  { orderId, refundId }: RefundTask,
  { paymentId, amount }: Promised,
): Promise<RefundOutcome> => {
  const key = { orderId, operation: `refund:${refundId}` };
  const seen = await begin(parts, key);
  const isSpent = isKeySpent(seen, parts.now());
  const known = isSpent ? await parts.provider.refundsOf(paymentId) : [];
  const done = known.find((refund) => refund.refundId === refundId);
  if (done) return { outcome: 'REFUNDED', refundRef: done.refundRef };
  const call = isSpent ? await renew(parts, key, seen) : seen;
  return parts.provider.refund({ paymentId, refundId, amount, idempotencyKey: keyOf(key, call) });
};

/** Gives back what was promised, once. */
export const makeRefundPayment =
  (parts: PaymentParts) =>
  async (task: RefundTask): Promise<void> => {
    const wanted = await promised(parts, task);
    if (!wanted) return;
    const answer = await giveBack(parts, task, wanted);
    const { refundId } = task;
    const at = parts.now();
    const command: OrderCommand =
      answer.outcome === 'REFUNDED'
        ? { type: 'RecordRefund', at, refundId, amount: wanted.amount, refundRef: answer.refundRef }
        : { type: 'FailRefund', at, refundId, failureCode: answer.failureCode };
    await parts.recordAnswer(asPayment(task, command));
  };
