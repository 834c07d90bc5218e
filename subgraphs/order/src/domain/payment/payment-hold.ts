import type { ApprovePayment, RecordAction, RecordScore, RejectPayment } from '../order/commands.ts';
import { type Decision, facts, NOTHING_NEW, refuse } from '../order/decision.ts';
import type { ExistingOrder } from '../order/order.ts';
import { decline } from './payment.ts';

/** The customer has to act at the provider first; the order waits until then, or until it expires. */
export const requireAction = ({ at, paymentId, url, expiresAt }: RecordAction, order: ExistingOrder): Decision => {
  if (order.status !== 'RESERVED' || order.money.action !== null) return NOTHING_NEW;
  return facts({ type: 'PaymentActionRequired', at, data: { paymentId, url, expiresAt: expiresAt.toISOString() } });
};

/** What the fraud check thinks: only what is odd is recorded, and it may hold the payment or end the order. */
export const score = (command: RecordScore, order: ExistingOrder): Decision => {
  if (order.status !== 'RESERVED' || order.money.fraud !== null) return NOTHING_NEW;
  const { at, fraud, reviewUntil } = command;
  const data = { ...fraud, reviewUntil: fraud.decision === 'REVIEW' ? reviewUntil.toISOString() : null };
  const scored = { type: 'PaymentScored', at, data } as const;
  if (fraud.decision !== 'REJECT') return facts(scored);
  const end = decline({ type: 'RecordDecline', at, failureCode: 'fraud_suspected' }, order);
  return end.ok ? facts(scored, ...end.events) : end;
};

const isInReview = (order: ExistingOrder): boolean => order.status === 'RESERVED' && order.money.reviewUntil !== null;

export const approve = ({ at }: ApprovePayment, order: ExistingOrder): Decision =>
  isInReview(order)
    ? facts({ type: 'PaymentApproved', at, data: {} })
    : refuse({ code: 'ORDER_STATE_ILLEGAL', state: order.status });

export const reject = ({ at }: RejectPayment, order: ExistingOrder): Decision =>
  isInReview(order)
    ? decline({ type: 'RecordDecline', at, failureCode: 'fraud_rejected' }, order)
    : refuse({ code: 'ORDER_STATE_ILLEGAL', state: order.status });
