import { idFrom } from '@cardstock/contracts';
import { exists } from '../../domain/order/evolve.ts';
import { type ExistingOrder, isDead } from '../../domain/order/order.ts';
import { commandFor, isLive } from './payment-news.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';
import type { ProviderPayment } from './payment-ports.ts';

export interface LookTask extends PaymentTask {
  readonly paymentId: string;
}

const isAnother = (order: ExistingOrder, { paymentId, status }: ProviderPayment): boolean => {
  if (status !== 'AUTHORIZED' && status !== 'ACTION_REQUIRED') return false;
  const own = 'paymentId' in order ? order.paymentId : (order.money.action?.paymentId ?? null);
  return own !== null && own !== paymentId && order.money.lost === null;
};

/** Refunds that were made without us are facts, too; ours carry our id. */
const tellRefunds = async ({ provider, recordAnswer, now }: PaymentParts, task: LookTask): Promise<void> => {
  for (const { refundRef, refundId, amount } of await provider.refundsOf(task.paymentId)) {
    const command = {
      type: 'RecordRefund',
      at: now(),
      refundId: refundId ?? idFrom(refundRef),
      amount,
      refundRef,
    } as const;
    await recordAnswer(asPayment(task, command, refundRef));
  }
};

/** Asks the provider how a payment stands and tells its order; a second live payment of an order is let go. */
export const makeLookAtPayment =
  (parts: PaymentParts) =>
  async (task: LookTask): Promise<void> => {
    const { provider, recordAnswer, now, policy } = parts;
    const payment = await provider.read(task.paymentId);
    const { order } = await parts.transact(({ orders }) => orders.load(task.orderId));
    if (!exists(order)) return;
    if (isAnother(order, payment) || (isDead(order) && isLive(payment) && payment.status !== 'AUTHORIZED')) {
      task.log.warn({ orderId: order.id, paymentId: payment.paymentId }, 'a payment that nobody wants is let go');
      await provider.void(payment.paymentId);
      return;
    }
    const command = commandFor(order, payment, { at: now(), actionWithinMs: policy.actionWithinMs });
    if (command) await recordAnswer(asPayment(task, command));
    if (payment.status === 'CAPTURED') await tellRefunds(parts, task);
  };
