import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AT, cancel, commit, letGo, ORDER, place, reserve, ship } from '../../../test/order-specification.ts';
import type { OrderCommand } from '../order/commands.ts';
import { decide } from '../order/decide.ts';
import type { OrderEvent } from '../order/events.ts';
import { fold } from '../order/evolve.ts';
import { openAmount, refundableAmount } from '../payment/money-state.ts';
import { paymentOf } from '../payment/payment-view.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const TOTAL = ORDER.totals.grandTotal.amount;
const ask = (refundId: string, amount: number): OrderCommand => ({
  ...{ type: 'RequestRefund', at: AT, refundId, amount, reason: 'r' },
});

const amount = fc.integer({ min: -100, max: TOTAL + 500 });
const anyFact: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constantFrom(cancel, commit, letGo('pi_1'), letGo(null), ship('SHIPPED'), ship('DELIVERED'), ship('CANCELLED')),
  amount.map((sum): OrderCommand => ({ type: 'RecordCapture', at: AT, amount: usd(sum) })),
  fc.tuple(fc.constantFrom('a', 'b', 'c'), amount).map(([id, sum]) => ask(id, sum)),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), amount)
    .map(
      ([id, sum]): OrderCommand => ({ type: 'RecordRefund', at: AT, refundId: id, amount: usd(sum), refundRef: id }),
    ),
  fc.constantFrom('a', 'b').map((id): OrderCommand => ({ type: 'FailRefund', at: AT, refundId: id, failureCode: 'x' })),
  fc
    .constantFrom('pi_1', 'pi_2')
    .map((paymentId): OrderCommand => ({ type: 'RecordAuthorization', at: AT, paymentId, amount: usd(TOTAL) })),
  fc
    .constantFrom('pi_1', 'pi_2')
    .map((paymentId): OrderCommand => ({ type: 'RecordLostAuthorization', at: AT, paymentId, failureCode: 'expired' })),
);

describe('money', () => {
  it('is never made, whatever is told, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 40 }), (commands) => {
        let history: readonly OrderEvent[] = [];
        for (const command of [place, reserve, ...commands]) {
          const decision = decide(command, fold(history));
          if (decision.ok) history = [...history, ...decision.events];
          const order = fold(history);
          if (order.status === 'NONE') continue;
          const { authorized, captured: taken, voided, refunded: back } = order.money;
          expect(back).toBeGreaterThanOrEqual(0);
          expect(back).toBeLessThanOrEqual(taken);
          expect(openAmount(order.money)).toBeGreaterThanOrEqual(0);
          expect(taken + voided).toBeLessThanOrEqual(authorized);
          expect(paymentOf(history)).toMatchObject({
            authorized: usd(authorized),
            captured: usd(taken),
            refunded: usd(back),
          });
          expect(refundableAmount(order.money)).toBeLessThanOrEqual(taken - back);
        }
      }),
      { numRuns: 500 },
    );
  });
});
