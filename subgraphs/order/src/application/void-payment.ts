import { idFrom } from '@cardstock/contracts';
import { type DeadOrder, isDead } from '../domain/order.ts';
import { wantsVoid } from '../domain/payment.ts';
import { AUTHORIZE, authorizationRequest, toCommand } from './authorize-payment.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';

interface Found {
  readonly order: DeadOrder;
  /** The provider was asked, and nobody knows what it did. */
  readonly isUnknown: boolean;
}

const find = ({ transact }: PaymentParts, orderId: string): Promise<Found | undefined> =>
  transact(async ({ orders }) => {
    const { order } = await orders.load(orderId);
    if (!isDead(order) || !wantsVoid(order)) return undefined;
    return { order, isUnknown: order.paymentId === null && (await orders.hasPaymentCall(orderId, AUTHORIZE)) };
  });

/** Asks the provider again with the same key: it tells what it did then, and sets nothing aside twice. */
const resolve = async ({ provider, recordAnswer, now }: PaymentParts, task: PaymentTask, order: DeadOrder) => {
  const answer = await provider.authorize(authorizationRequest(order));
  if (answer.outcome === 'DECLINED') return null;
  const found = { ...asPayment(task, toCommand(answer, order, now())), messageId: idFrom(task.messageId, 'found') };
  await recordAnswer(found);
  return answer.paymentId;
};

/** Lets go of the money that was set aside for an order that has ended, also where it is not known whether any was. */
export const makeVoidPayment =
  (parts: PaymentParts) =>
  async (task: PaymentTask): Promise<void> => {
    const found = await find(parts, task.orderId);
    if (!found) return;
    const { order, isUnknown } = found;
    const paymentId = isUnknown ? await resolve(parts, task, order) : order.paymentId;
    if (paymentId !== null) await parts.provider.void({ paymentId, idempotencyKey: `${order.id}:void` });
    await parts.recordAnswer(asPayment(task, { type: 'RecordVoid', at: parts.now(), paymentId }));
  };
