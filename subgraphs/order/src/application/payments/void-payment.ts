import { type DeadOrder, isDead } from '../../domain/order/order.ts';
import { wantsVoid } from '../../domain/payment/payment.ts';
import { ProviderUnavailable } from '../errors.ts';
import { AUTHORIZE } from './authorize-payment.ts';
import { isLive } from './payment-news.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';
import type { PaymentCall, ProviderPayment } from './payment-ports.ts';

interface Found {
  readonly order: DeadOrder;
  /** The provider was asked, and nobody knows what it did. */
  readonly asked: PaymentCall | undefined;
}

const find = ({ transact }: PaymentParts, orderId: string): Promise<Found | undefined> =>
  transact(async ({ orders, calls }) => {
    const { order } = await orders.load(orderId);
    if (!isDead(order) || !wantsVoid(order)) return undefined;
    const isUnknown = order.paymentId === null;
    return { order, asked: isUnknown ? await calls.find({ orderId, operation: AUTHORIZE }) : undefined };
  });

/** Looks in the provider's books for what it did, once a request without an answer cannot be under way any more. */
const search = async (
  { provider, policy, now }: PaymentParts,
  orderId: string,
  { askedAt, lastAskedAt }: PaymentCall,
): Promise<readonly ProviderPayment[]> => {
  const found = (await provider.find({ orderId, askedAt })).filter(isLive);
  const restMs = lastAskedAt.getTime() + policy.settledAfterMs - now().getTime();
  if (found.length > 0 || restMs <= 0) return found;
  throw new ProviderUnavailable('an authorization may still be under way', { restMs });
};

/** Money that was set aside without our knowing is a fact of the order first, so that the books are right. */
const confess = async (parts: PaymentParts, task: PaymentTask, found: readonly ProviderPayment[]) => {
  const authorized = found.find(({ status }) => status === 'AUTHORIZED');
  if (!authorized) return null;
  const { paymentId, amount } = authorized;
  const command = { type: 'RecordAuthorization', at: parts.now(), paymentId, amount } as const;
  await parts.recordAnswer(asPayment(task, command, 'found'));
  return paymentId;
};

/** Lets go of the money that was set aside for an order that has ended, also where it is not known whether any was. */
export const makeVoidPayment =
  (parts: PaymentParts) =>
  async (task: PaymentTask): Promise<void> => {
    const found = await find(parts, task.orderId);
    if (!found) return;
    const { order, asked } = found;
    const unknown = asked ? await search(parts, order.id, asked) : [];
    const paymentId = order.paymentId ?? (await confess(parts, task, unknown));
    const all = new Set([paymentId, ...unknown.map((payment) => payment.paymentId)]);
    for (const id of all) {
      if (id !== null) await parts.provider.void(id);
    }
    await parts.recordAnswer(asPayment(task, { type: 'RecordVoid', at: parts.now(), paymentId }));
  };
