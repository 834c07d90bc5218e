import type { OrderEvent } from '../order/events.ts';
import type { FraudScore } from './fraud.ts';

/** Money that is to be given back, or was. Amounts in minor units. */
export interface RefundState {
  readonly refundId: string;
  readonly amount: number;
  readonly state: 'PENDING' | 'DONE' | 'FAILED';
}

/**
 * The money of an order in minor units of its currency, folded from its facts. Moments are ISO texts, as facts hold
 * them. 0 ≤ refunded ≤ captured, and captured + voided ≤ authorized.
 */
export interface MoneyState {
  readonly authorized: number;
  readonly captured: number;
  /** Let go by us, by the provider, or left over by a capture of less than was set aside. */
  readonly voided: number;
  readonly refunded: number;
  readonly refunds: readonly RefundState[];
  /** What the customer has to do before the money can be set aside. */
  readonly action: { readonly paymentId: string; readonly url: string | null; readonly expiresAt: string } | null;
  readonly fraud: FraudScore | null;
  /** Until when people may look at it; null where nobody has to. */
  readonly reviewUntil: string | null;
  /** Why the provider let go of what was set aside, where it did. */
  readonly lost: string | null;
  readonly failureCode: string | null;
  readonly disputes: readonly string[];
}

export const NO_MONEY: MoneyState = {
  authorized: 0,
  captured: 0,
  voided: 0,
  refunded: 0,
  refunds: [],
  action: null,
  fraud: null,
  reviewUntil: null,
  lost: null,
  failureCode: null,
  disputes: [],
};

/** What is set aside and neither taken nor let go. */
export const openAmount = ({ authorized, captured, voided }: MoneyState): number => authorized - captured - voided;

/** What could still be given back: taken, not given back, and not promised either. */
export const refundableAmount = ({ captured, refunded, refunds }: MoneyState): number =>
  refunds.reduce((left, { state, amount }) => (state === 'PENDING' ? left - amount : left), captured - refunded);

const withRefund = (money: MoneyState, refund: RefundState): MoneyState => ({
  ...money,
  refunds: [...money.refunds.filter(({ refundId }) => refundId !== refund.refundId), refund],
});

const settled = { action: null, reviewUntil: null } as const;

/** What is left over by a capture is let go by the provider at that moment. */
const capture = (money: MoneyState, amount: number): MoneyState => ({
  ...money,
  captured: money.captured + amount,
  voided: money.voided + openAmount(money) - amount,
});

const letGo = (money: MoneyState): MoneyState => ({ ...money, voided: money.voided + openAmount(money) });

/** The money after one more fact. */
export const followMoney = (money: MoneyState, event: OrderEvent): MoneyState => {
  switch (event.type) {
    case 'PaymentScored': {
      const { score, decision, reasons, reviewUntil } = event.data;
      return { ...money, fraud: { score, decision, reasons }, reviewUntil };
    }
    case 'PaymentApproved':
      return { ...money, reviewUntil: null };
    case 'PaymentActionRequired':
      return { ...money, action: event.data };
    case 'PaymentAuthorized':
      return { ...money, ...settled, authorized: money.authorized + event.data.amount.amount, lost: null };
    case 'PaymentDeclined':
      return { ...money, ...settled, failureCode: event.data.failureCode };
    case 'AuthorizationLost':
      return { ...letGo(money), lost: event.data.failureCode };
    case 'PaymentCaptured':
      return { ...capture(money, event.data.amount.amount), failureCode: null };
    case 'CaptureRefused':
      return { ...money, failureCode: event.data.failureCode };
    case 'PaymentVoided':
      return { ...letGo(money), ...settled };
    case 'RefundRequested':
      return withRefund(money, { refundId: event.data.refundId, amount: event.data.amount.amount, state: 'PENDING' });
    case 'PaymentRefunded': {
      const { refundId, amount } = event.data;
      const refunded = money.refunded + amount.amount;
      return { ...withRefund(money, { refundId, amount: amount.amount, state: 'DONE' }), refunded };
    }
    case 'RefundFailed':
      return withRefund(money, { refundId: event.data.refundId, amount: event.data.amount.amount, state: 'FAILED' });
    case 'PaymentDisputed':
      return { ...money, disputes: [...money.disputes, event.data.disputeId] };
    default:
      return money;
  }
};
