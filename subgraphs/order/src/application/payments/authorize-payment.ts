import { makeBatcher } from '@cardstock/messaging';
import type { ExistingOrder, ReservedOrder } from '../../domain/order/order.ts';
import { ProviderUnavailable } from '../errors.ts';
import { isKeySpent, keyOf, renew } from './payment-call.ts';
import { commandFor, isLive } from './payment-news.ts';
import { asPayment, type PaymentParts, type PaymentTask } from './payment-parts.ts';
import type { Declined, PaymentCall, ProviderPayment } from './payment-ports.ts';
import { passesFraudCheck } from './score-payment.ts';

export const AUTHORIZE = 'authorize';

interface Started {
  readonly order: ReservedOrder;
  /** Undefined where somebody else has to act first. */
  readonly call: PaymentCall | undefined;
}

const mustWait = ({ money }: ReservedOrder): boolean => money.action !== null || money.reviewUntil !== null;

/** Those of some orders that want their money set aside, in their order and in one transaction however many. */
const startAll =
  ({ transact, now }: Pick<PaymentParts, 'transact' | 'now'>) =>
  (orderIds: readonly string[]): Promise<readonly (Started | undefined)[]> =>
    transact(async ({ orders, calls }) => {
      const loaded = await orders.loadMany(orderIds);
      const reserved = [...loaded.values()].flatMap(({ order }) => (order.status === 'RESERVED' ? [order] : []));
      const asked = reserved.filter((order) => !mustWait(order)).map(({ id }) => id);
      const begun = await calls.beginMany(asked, AUTHORIZE, now());
      const started = new Map(reserved.map((order) => [order.id, { order, call: begun.get(order.id) }]));
      return orderIds.map((id) => started.get(id));
    });

/** The first time so much as was ordered, whatever was taken out meanwhile: a key must always ask for the same. */
export const authorizationRequest = ({ id, status, orderedTotal, totals, payment }: ExistingOrder) => ({
  orderId: id,
  amount: status === 'RESERVED' ? orderedTotal : totals.grandTotal,
  method: payment.method,
  token: payment.token,
});

/**
 * Asks for the money, never for twice of it: while the last key can still tell what became of it, it is asked with the
 * same; where it cannot, the provider's books are looked at first, and only where they know of nothing a new key is taken.
 */
const ask = async (
  parts: PaymentParts,
  order: ExistingOrder,
  call: PaymentCall,
): Promise<ProviderPayment | Declined> => {
  const key = { orderId: order.id, operation: AUTHORIZE };
  const request = authorizationRequest(order);
  if (!isKeySpent(call, parts.now())) {
    return parts.provider.authorize({ ...request, idempotencyKey: keyOf(key, call) });
  }
  const [known] = await parts.provider.find({ orderId: order.id, askedAt: call.askedAt });
  if (known && (isLive(known) || known.status === 'DECLINED')) return known;
  const next = await renew(parts, key, call);
  return parts.provider.authorize({ ...request, idempotencyKey: keyOf(key, next) });
};

/** The customer has to confirm the payment: it is looked at again, and ended where the time for it is over. */
const askAgain = async (parts: PaymentParts, { money: { action } }: ReservedOrder) => {
  if (!action) return undefined;
  const payment = await parts.provider.read(action.paymentId);
  const isOver = parts.now() >= new Date(action.expiresAt);
  if (payment.status !== 'ACTION_REQUIRED') return payment;
  if (!isOver) return undefined;
  await parts.provider.void(action.paymentId);
  return { status: 'DECLINED', failureCode: 'authentication_expired' } as const;
};

const reviewOver = ({ now }: PaymentParts, { money: { reviewUntil } }: ReservedOrder): Declined | undefined =>
  reviewUntil !== null && now() >= new Date(reviewUntil)
    ? { status: 'DECLINED', failureCode: 'review_expired' }
    : undefined;

/**
 * Sets the money of an order aside. The provider is asked between two transactions: the first looks whether the order
 * still wants it and notes that it is asked, the second records the answer, whatever the order has become meanwhile.
 */
export const makeAuthorizePayment = (parts: PaymentParts) => {
  const start = makeBatcher<string, Started | undefined>({ handle: startAll(parts) });
  return async (task: PaymentTask): Promise<void> => {
    const started = await start(task.orderId);
    if (!started) return;
    const { order, call } = started;
    const answer = call
      ? (await passesFraudCheck(parts, task, order)) && (await ask(parts, order, call))
      : order.money.action
        ? await askAgain(parts, order)
        : reviewOver(parts, order);
    if (!answer) return;
    const command = commandFor(order, answer, { at: parts.now(), actionWithinMs: parts.policy.actionWithinMs });
    // Its key would repeat this answer for ever: from now on the books are looked at.
    if (!command) throw new ProviderUnavailable('the provider has not decided yet', { isKeyUsedUp: true });
    await parts.recordAnswer(asPayment(task, command));
  };
};
