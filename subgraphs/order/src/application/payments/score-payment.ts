import type { ReservedOrder } from '../../domain/order/order.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';

/** Whether the provider may be asked: what looks odd is recorded, and holds the payment or ends the order. */
export const passesFraudCheck = async (
  { checkFraud, recordAnswer, policy, now }: PaymentParts,
  task: PaymentTask,
  order: ReservedOrder,
): Promise<boolean> => {
  // Scored before: it was accepted, or people have approved it.
  if (order.money.fraud !== null) return true;
  const fraud = await checkFraud(order, now());
  if (!fraud || fraud.score === 0) return true;
  const at = now();
  const reviewUntil = new Date(at.getTime() + policy.reviewWithinMs);
  await recordAnswer(asPayment(task, { type: 'RecordScore', at, fraud, reviewUntil }, 'score'));
  return fraud.decision === 'ACCEPT';
};
