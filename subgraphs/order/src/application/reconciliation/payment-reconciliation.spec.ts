import { describe, expect, it } from '@jest/globals';
import type { ProviderPayment } from '../payments/payment-ports.ts';
import { type BookedPayment, compare, differenceOf } from './payment-reconciliation.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const HELD: ProviderPayment = {
  ...{ paymentId: 'pi_1', orderId: 'o1', status: 'AUTHORIZED', amount: usd(100), captured: usd(0), refunded: 0 },
  ...{ failureCode: null, actionUrl: null, createdAt: new Date(0) },
};
const TAKEN: ProviderPayment = { ...HELD, status: 'CAPTURED', captured: usd(80), refunded: 10 };
const GONE: ProviderPayment = { ...HELD, status: 'CANCELED' };
const booked = (changes: Partial<BookedPayment>): BookedPayment => ({
  ...{ paymentId: 'pi_1', orderId: 'o1', status: 'CONFIRMED', authorized: 100, captured: 0, voided: 0, refunded: 0 },
  ...changes,
});

describe('two books', () => {
  it.each([
    ['money held', booked({}), HELD],
    ['money taken in part and given back in part', booked({ captured: 80, voided: 20, refunded: 10 }), TAKEN],
    ['money let go', booked({ voided: 100 }), GONE],
    ['nothing at all', undefined, GONE],
  ])('agree on %s', (_what, ours, theirs) => {
    expect(compare(ours, theirs)).toBeUndefined();
    expect(differenceOf(ours, theirs)).toBe(0);
  });

  it.each([
    ['UNBOOKED', undefined, HELD, 0, 100, 100],
    ['UNBOOKED', undefined, TAKEN, 0, 70, 70],
    ['HELD_DIFFERS', booked({}), GONE, 100, 0, -100],
    ['HELD_DIFFERS', booked({ voided: 100 }), HELD, 0, 100, 100],
    ['CAPTURED_DIFFERS', booked({ captured: 90, voided: 10 }), { ...TAKEN, refunded: 0 }, 90, 80, -10],
    ['REFUNDED_DIFFERS', booked({ captured: 80, voided: 20 }), TAKEN, 0, 10, -10],
  ] as const)('differ: %s', (kind, ours, theirs, our, their, difference) => {
    expect(compare(ours, theirs)).toEqual({
      ...{ kind, orderId: 'o1', paymentId: 'pi_1', currency: 'USD' },
      ...{ ours: our, theirs: their },
    });
    expect(differenceOf(ours, theirs)).toBe(difference);
  });
});
