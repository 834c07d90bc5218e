import type {
  RecordAuthorization,
  RecordCapture,
  RecordDecline,
  RecordDispute,
  RecordLostAuthorization,
  RecordVoid,
  RefuseCapture,
} from '../order/commands.ts';
import { withCompletion } from '../order/completion.ts';
import { type Decision, facts, NOTHING_NEW } from '../order/decision.ts';
import { type ExistingOrder, isDead, isInWarehouse, isSent, type Order } from '../order/order.ts';
import { openAmount } from './money-state.ts';

/** Whether the provider let go of the money of an order that goes on. */
export const hasLostAuthorization = (order: Order): boolean =>
  (isInWarehouse(order) || isSent(order)) && order.money.lost !== null;

export const authorize = ({ at, paymentId, amount }: RecordAuthorization, order: ExistingOrder): Decision => {
  const authorized = { type: 'PaymentAuthorized', at, data: { paymentId, amount } } as const;
  if (order.status === 'RESERVED') return facts(authorized, { type: 'OrderConfirmed', at, data: {} });
  if (hasLostAuthorization(order)) return facts(authorized);
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

/** Money was taken: once, and never more than is set aside. */
export const capture = ({ at, amount }: RecordCapture, order: ExistingOrder): Decision =>
  isSent(order) && !order.isCaptured && amount.amount > 0 && amount.amount <= openAmount(order.money)
    ? withCompletion(order, [{ type: 'PaymentCaptured', at, data: { amount } }])
    : NOTHING_NEW;

export const recordVoid = ({ at, paymentId }: RecordVoid, order: ExistingOrder): Decision =>
  isDead(order) && !order.isVoided && order.paymentId === paymentId
    ? facts({ type: 'PaymentVoided', at, data: { paymentId } })
    : NOTHING_NEW;

/** The provider let go of what was set aside, though the order goes on. */
export const loseAuthorization = (command: RecordLostAuthorization, order: ExistingOrder): Decision => {
  const { at, paymentId, failureCode } = command;
  const isOpen = isInWarehouse(order) || (isSent(order) && !order.isCaptured);
  return isOpen && order.paymentId === paymentId && order.money.lost === null
    ? facts({ type: 'AuthorizationLost', at, data: { paymentId, failureCode } })
    : NOTHING_NEW;
};

/** The money of an order that was sent cannot be taken: people must act. */
export const refuseCapture = ({ at, failureCode }: RefuseCapture, order: ExistingOrder): Decision =>
  wantsCapture(order) ? facts({ type: 'CaptureRefused', at, data: { failureCode } }) : NOTHING_NEW;

/** A customer asks their bank for the money back: noted, for people to answer. */
export const recordDispute = ({ at, disputeId, amount, reason }: RecordDispute, order: ExistingOrder): Decision =>
  order.money.disputes.includes(disputeId)
    ? NOTHING_NEW
    : facts({ type: 'PaymentDisputed', at, data: { disputeId, amount, reason } });

/** Whether the provider should still be asked to set money aside. */
export const wantsAuthorization = (order: Order): boolean => order.status === 'RESERVED';

/** Whether the money that was set aside should be taken now. */
export const wantsCapture = (order: Order): boolean => isSent(order) && !order.isCaptured;

/** Whether money that may have been set aside should be let go. */
export const wantsVoid = (order: Order): boolean => isDead(order) && !order.isVoided;
