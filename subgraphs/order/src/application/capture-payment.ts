import { wantsCapture } from '../domain/payment.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';

/** Takes the money that was set aside for an order, once, outside of any transaction. */
export const makeCapturePayment =
  ({ transact, provider, recordAnswer, now }: PaymentParts) =>
  async (task: PaymentTask): Promise<void> => {
    const { order } = await transact(({ orders }) => orders.load(task.orderId));
    if (!wantsCapture(order) || !('paymentId' in order) || order.paymentId === null) return;
    const amount = order.totals.grandTotal;
    await provider.capture({ paymentId: order.paymentId, amount, idempotencyKey: `${order.id}:capture` });
    await recordAnswer(asPayment(task, { type: 'RecordCapture', at: now(), amount }));
  };
