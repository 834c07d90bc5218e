import { describe, expect, it } from '@jest/globals';
import { AT, CONFIRMED, captured, given, ORDER, SHIPPED } from '../../../test/order-specification.ts';
import type { OrderCommand } from '../order/commands.ts';
import type { OrderEvent } from '../order/events.ts';
import { paymentOf } from './payment-view.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const TOTAL = ORDER.totals.grandTotal.amount;
const ask = (refundId: string, amount: number): OrderCommand => ({
  type: 'RequestRefund',
  at: AT,
  refundId,
  amount,
  reason: 'r',
});
const requested = (refundId: string, amount: number): OrderEvent => ({
  ...{ type: 'RefundRequested', at: AT },
  data: { refundId, amount: usd(amount), reason: 'r' },
});
const refunded = (refundId: string, amount: number): OrderEvent => ({
  ...{ type: 'PaymentRefunded', at: AT },
  data: { refundId, amount: usd(amount), refundRef: `re_${refundId}` },
});
const PAID = [...SHIPPED, captured];

describe('a refund', () => {
  it('is promised up to what was taken and is not promised yet', () => {
    given(...PAID)
      .when(ask('a', TOTAL))
      .yields(requested('a', TOTAL));
    given(...PAID, requested('a', 1000))
      .when(ask('b', TOTAL - 1000))
      .yields(requested('b', TOTAL - 1000));
    given(...PAID, requested('a', 1000))
      .when(ask('b', TOTAL - 999))
      .refuses({ code: 'REFUND_TOO_LARGE', refundable: usd(TOTAL - 1000) });
    given(...PAID)
      .when(ask('a', 0))
      .refuses({ code: 'REFUND_TOO_LARGE', refundable: usd(TOTAL) });
  });

  it('of the same id is promised once, and given once', () => {
    given(...PAID, requested('a', 10))
      .when(ask('a', 10))
      .yields();
    const give: OrderCommand = { type: 'RecordRefund', at: AT, refundId: 'a', amount: usd(10), refundRef: 're_a' };
    given(...PAID, requested('a', 10))
      .when(give)
      .yields(refunded('a', 10));
    given(...PAID, requested('a', 10), refunded('a', 10))
      .when(give)
      .yields();
  });

  it('is refused before money was taken', () =>
    given(...SHIPPED)
      .when(ask('a', 1))
      .refuses({ code: 'ORDER_STATE_ILLEGAL', state: 'SHIPPED' }));

  it('that failed can be promised again', () => {
    const failed: OrderEvent = {
      type: 'RefundFailed',
      at: AT,
      data: { refundId: 'a', amount: usd(TOTAL), failureCode: 'x' },
    };
    given(...PAID, requested('a', TOTAL), failed)
      .when(ask('b', TOTAL))
      .yields(requested('b', TOTAL));
  });
});

describe('an authorization that was lost', () => {
  const lost: OrderCommand = { type: 'RecordLostAuthorization', at: AT, paymentId: 'pi_1', failureCode: 'expired' };
  const gone: OrderEvent = { type: 'AuthorizationLost', at: AT, data: { paymentId: 'pi_1', failureCode: 'expired' } };
  const again: OrderCommand = { type: 'RecordAuthorization', at: AT, paymentId: 'pi_2', amount: usd(TOTAL) };

  it('can be made again, and only then', () => {
    given(...CONFIRMED)
      .when(lost)
      .yields(gone);
    given(...CONFIRMED, gone)
      .when(lost)
      .yields();
    given(...CONFIRMED)
      .when(again)
      .yields();
    given(...SHIPPED, gone)
      .when(again)
      .yields({ type: 'PaymentAuthorized', at: AT, data: { paymentId: 'pi_2', amount: usd(TOTAL) } });
  });

  it('cannot be taken', () =>
    given(...SHIPPED, gone)
      .when({ type: 'RecordCapture', at: AT, amount: usd(TOTAL) })
      .yields());
});

describe('a payment in review', () => {
  const fraud = { score: 60, decision: 'REVIEW', reasons: ['large_amount'] } as const;
  const until = new Date('2026-11-22T12:00:00Z');
  const scored: OrderEvent = { type: 'PaymentScored', at: AT, data: { ...fraud, reviewUntil: until.toISOString() } };
  const [placed, reserved] = CONFIRMED as [OrderEvent, OrderEvent];

  it('is held, approved or rejected once', () => {
    given(placed, reserved).when({ type: 'RecordScore', at: AT, fraud, reviewUntil: until }).yields(scored);
    given(placed, reserved, scored)
      .when({ type: 'ApprovePayment', at: AT })
      .yields({ type: 'PaymentApproved', at: AT, data: {} });
    given(placed, reserved)
      .when({ type: 'ApprovePayment', at: AT })
      .refuses({ code: 'ORDER_STATE_ILLEGAL', state: 'RESERVED' });
    expect(paymentOf([placed, reserved, scored]).status).toBe('IN_REVIEW');
  });
});
