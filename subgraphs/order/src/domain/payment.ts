import {
  type Decision,
  facts,
  NOTHING_NEW,
  type RecordAuthorization,
  type RecordCapture,
  type RecordDecline,
  type RecordVoid,
} from './commands.ts';
import { withCompletion } from './completion.ts';
import { type ExistingOrder, isDead, isSent, type Order } from './order.ts';

export const authorize = ({ at, paymentId, amount }: RecordAuthorization, order: ExistingOrder): Decision => {
  const authorized = { type: 'PaymentAuthorized', at, data: { paymentId, amount } } as const;
  if (order.status === 'RESERVED') return facts(authorized, { type: 'OrderConfirmed', at, data: {} });
  // Money set aside for an order that has ended is still a fact, so that it is let go and the books are right.
  return isDead(order) && order.paymentId === null ? facts(authorized) : NOTHING_NEW;
};

export const decline = ({ at, failureCode }: RecordDecline, order: ExistingOrder): Decision =>
  order.status === 'RESERVED'
    ? facts(
        { type: 'PaymentDeclined', at, data: { failureCode } },
        { type: 'OrderRejected', at, data: { reason: `The payment was declined: ${failureCode}` } },
      )
    : NOTHING_NEW;

export const capture = ({ at, amount }: RecordCapture, order: ExistingOrder): Decision =>
  isSent(order) && !order.isCaptured
    ? withCompletion(order, [{ type: 'PaymentCaptured', at, data: { amount } }])
    : NOTHING_NEW;

export const recordVoid = ({ at, paymentId }: RecordVoid, order: ExistingOrder): Decision =>
  isDead(order) && !order.isVoided && order.paymentId === paymentId
    ? facts({ type: 'PaymentVoided', at, data: { paymentId } })
    : NOTHING_NEW;

/** Whether the provider should still be asked to set money aside. */
export const wantsAuthorization = (order: Order): boolean => order.status === 'RESERVED';

/** Whether the money that was set aside should be taken now. */
export const wantsCapture = (order: Order): boolean => isSent(order) && !order.isCaptured;

/** Whether money that may have been set aside should be let go. */
export const wantsVoid = (order: Order): boolean => isDead(order) && !order.isVoided;
