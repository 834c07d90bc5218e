import type { OrderCommand } from '../../domain/order/commands.ts';
import { isSent, type SentOrder } from '../../domain/order/order.ts';
import { openAmount } from '../../domain/payment/money-state.ts';
import { hasLostAuthorization, wantsCapture } from '../../domain/payment/payment.ts';
import { authorizationRequest } from './authorize-payment.ts';
import { begin, isKeySpent, keyOf, renew } from './payment-call.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';

export const CAPTURE = 'capture';

const wanted = async ({ transact }: PaymentParts, orderId: string): Promise<SentOrder | undefined> => {
  const { order } = await transact(({ orders }) => orders.load(orderId));
  return isSent(order) && wantsCapture(order) ? order : undefined;
};

/** What is taken: the price as it is now, of what was set aside. The provider lets go of the rest. */
const amountOf = ({ totals: { grandTotal }, money }: SentOrder) => ({
  ...grandTotal,
  amount: Math.min(grandTotal.amount, openAmount(money)),
});

/** Sets the money aside once more, without the customer, after the provider let go of it. */
const authorizeAgain = async (parts: PaymentParts, order: SentOrder): Promise<OrderCommand> => {
  const key = { orderId: order.id, operation: CAPTURE };
  const seen = await begin(parts, key);
  const isSpent = isKeySpent(seen, parts.now());
  const found = isSpent ? await parts.provider.find({ orderId: order.id, askedAt: seen.askedAt }) : [];
  const known = found.find(({ status }) => status === 'AUTHORIZED');
  const call = isSpent && !known ? await renew(parts, key, seen) : seen;
  const idempotencyKey = `${keyOf(key, call)}:authorize`;
  const request = { ...authorizationRequest(order), idempotencyKey, isOffSession: true };
  const answer = known ?? (await parts.provider.authorize(request));
  const at = parts.now();
  if (answer.status === 'AUTHORIZED') {
    return { type: 'RecordAuthorization', at, paymentId: answer.paymentId, amount: answer.amount };
  }
  // This key only repeats the refusal: when people have it tried again, it takes another.
  await renew(parts, key, call);
  return { type: 'RefuseCapture', at, failureCode: answer.failureCode ?? 'authorization_expired' };
};

const capture = async (parts: PaymentParts, order: SentOrder): Promise<OrderCommand> => {
  const { id, paymentId } = order;
  const key = { orderId: id, operation: CAPTURE };
  const seen = await begin(parts, key);
  // Taken is taken: the provider refuses to take it twice, whatever the key.
  const call = isKeySpent(seen, parts.now()) ? await renew(parts, key, seen) : seen;
  const request = { paymentId, amount: amountOf(order), idempotencyKey: `${keyOf(key, call)}:${paymentId}` };
  const answer = await parts.provider.capture(request);
  const at = parts.now();
  if (answer.outcome === 'CAPTURED') return { type: 'RecordCapture', at, amount: answer.amount };
  const { failureCode } = answer;
  return answer.isLost
    ? { type: 'RecordLostAuthorization', at, paymentId, failureCode }
    : { type: 'RefuseCapture', at, failureCode };
};

/** Lost, set aside again, taken. */
const MOST_STEPS = 3;

/** Takes the money that was set aside for an order, once, outside of any transaction. */
export const makeCapturePayment =
  (parts: PaymentParts) =>
  async (task: PaymentTask): Promise<void> => {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const order = await wanted(parts, task.orderId);
      if (!order) return;
      const command = hasLostAuthorization(order) ? await authorizeAgain(parts, order) : await capture(parts, order);
      await parts.recordAnswer(asPayment(task, command, command.type));
      if (command.type === 'RefuseCapture') return;
    }
  };
