import { describe, expect, it } from '@jest/globals';
import { AT, authorized, CONFIRMED, cancelled, captured, placed, reserved } from '../../../test/order-specification.ts';
import { paymentOf } from './payment-view.ts';

const total = { amount: 3499, currency: 'USD' };
const none = { amount: 0, currency: 'USD' };

describe('the payment of an order', () => {
  it.each([
    ['is pending at first', [placed, reserved], { status: 'PENDING', authorized: none }],
    ['is set aside', CONFIRMED, { status: 'AUTHORIZED', authorized: total, captured: none }],
    ['is taken', [...CONFIRMED, captured], { status: 'CAPTURED', authorized: total, captured: total, refunded: none }],
    ['is void when the order ended before it', [placed, cancelled], { status: 'VOIDED', authorized: none }],
    ['is pending while nobody knows whether money was set aside', [placed, reserved, cancelled], { status: 'PENDING' }],
    ['is still set aside until it is let go', [placed, reserved, cancelled, authorized], { status: 'AUTHORIZED' }],
    [
      'is void once it is let go',
      [placed, reserved, cancelled, authorized, { type: 'PaymentVoided', at: AT, data: { paymentId: 'pi_1' } }],
      { status: 'VOIDED', captured: none },
    ],
    [
      'is declined with its code, also once the order is rejected',
      [
        placed,
        reserved,
        { type: 'PaymentDeclined', at: AT, data: { failureCode: 'lost_card' } },
        { type: 'OrderRejected', at: AT, data: { reason: '' } },
      ],
      { status: 'DECLINED', failureCode: 'lost_card' },
    ],
  ] as const)('%s', (_what, events, expected) => {
    expect(paymentOf(events)).toMatchObject(expected);
  });
});
