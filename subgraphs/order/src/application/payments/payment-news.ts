import type { OrderCommand } from '../../domain/order/commands.ts';
import { type ExistingOrder, isDead } from '../../domain/order/order.ts';
import { hasLostAuthorization, wantsAuthorization, wantsCapture } from '../../domain/payment/payment.ts';
import type { Declined, ProviderPayment } from './payment-ports.ts';

interface News {
  readonly at: Date;
  readonly actionWithinMs: number;
}

const idOf = (order: ExistingOrder): string | null => ('paymentId' in order ? order.paymentId : null);

const onCanceled = (order: ExistingOrder, { paymentId, failureCode }: ProviderPayment, at: Date) => {
  if (isDead(order) && order.paymentId === paymentId) return { type: 'RecordVoid', at, paymentId } as const;
  if (idOf(order) === paymentId) {
    return {
      type: 'RecordLostAuthorization',
      at,
      paymentId,
      failureCode: failureCode ?? 'authorization_expired',
    } as const;
  }
  const isWaitedFor = wantsAuthorization(order) && order.money.action?.paymentId === paymentId;
  return isWaitedFor
    ? ({ type: 'RecordDecline', at, failureCode: failureCode ?? 'payment_canceled' } as const)
    : undefined;
};

const wantsNews = (order: ExistingOrder): boolean =>
  wantsAuthorization(order) || hasLostAuthorization(order) || (isDead(order) && order.paymentId === null);

/**
 * What the state of a payment at the provider means for its order; undefined where it is no news. Whether news come
 * as a reply, as a webhook or because we asked, late or twice: the order decides what they change.
 */
export const commandFor = (
  order: ExistingOrder,
  payment: ProviderPayment | Declined,
  { at, actionWithinMs }: News,
): OrderCommand | undefined => {
  switch (payment.status) {
    case 'DECLINED': {
      const failureCode = payment.failureCode ?? 'card_declined';
      return wantsAuthorization(order) ? { type: 'RecordDecline', at, failureCode } : undefined;
    }
    case 'AUTHORIZED': {
      const { paymentId, amount } = payment;
      return wantsNews(order) ? { type: 'RecordAuthorization', at, paymentId, amount } : undefined;
    }
    case 'ACTION_REQUIRED': {
      const expiresAt = new Date(at.getTime() + actionWithinMs);
      const { paymentId, actionUrl: url } = payment;
      return wantsAuthorization(order) ? { type: 'RecordAction', at, paymentId, url, expiresAt } : undefined;
    }
    case 'CAPTURED': {
      const isOurs = wantsCapture(order) && idOf(order) === payment.paymentId;
      return isOurs ? { type: 'RecordCapture', at, amount: payment.captured } : undefined;
    }
    case 'CANCELED':
      return onCanceled(order, payment, at);
    case 'OPEN':
      return undefined;
  }
};

/** Whether money is set aside by it, or soon may be. */
export const isLive = ({ status }: ProviderPayment): boolean =>
  status === 'AUTHORIZED' || status === 'ACTION_REQUIRED' || status === 'OPEN';
