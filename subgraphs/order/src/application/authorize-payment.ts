import type { OrderCommand } from '../domain/commands.ts';
import { exists } from '../domain/evolve.ts';
import type { ExistingOrder } from '../domain/order.ts';
import { wantsAuthorization } from '../domain/payment.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';
import type { AuthorizeOutcome } from './ports.ts';

export const AUTHORIZE = 'authorize';

/** The same key at every attempt: however often it is asked, money is set aside once. */
export const authorizationRequest = ({ id, totals, payment }: ExistingOrder) => ({
  orderId: id,
  amount: totals.grandTotal,
  token: payment.token,
  idempotencyKey: `${id}:${AUTHORIZE}`,
});

export const toCommand = (answer: AuthorizeOutcome, order: ExistingOrder, at: Date): OrderCommand =>
  answer.outcome === 'AUTHORIZED'
    ? { type: 'RecordAuthorization', at, paymentId: answer.paymentId, amount: order.totals.grandTotal }
    : { type: 'RecordDecline', at, failureCode: answer.failureCode };

/**
 * Sets the money of an order aside. The provider is asked between two transactions: the first looks whether the order
 * still wants it and notes that it is asked, the second records the answer, whatever the order has become meanwhile.
 */
export const makeAuthorizePayment =
  ({ transact, provider, recordAnswer, now }: PaymentParts) =>
  async (task: PaymentTask): Promise<void> => {
    const order = await transact(async ({ orders }) => {
      const stored = await orders.load(task.orderId);
      if (!exists(stored.order) || !wantsAuthorization(stored.order)) return undefined;
      await orders.notePaymentCall(task.orderId, AUTHORIZE, now());
      return stored.order;
    });
    if (!order) return;
    const answer = await provider.authorize(authorizationRequest(order));
    await recordAnswer(asPayment(task, toCommand(answer, order, now())));
  };
