import { inMarketCurrency } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OrderLine, Totals } from '../order/events.ts';
import { linesWithout, totalsAfterCancelling } from './line-totals.ts';

const usd = inMarketCurrency;
const total = (subtotal: number, discount: number, shipping: number, tax: number): Totals => ({
  subtotal: usd(subtotal),
  discount: usd(discount),
  shipping: usd(shipping),
  tax: usd(tax),
  grandTotal: usd(subtotal - discount + shipping + tax),
});
const aLine = (id: string, quantity: number, price: number, more = {}): OrderLine => ({
  id,
  sku: id,
  title: id,
  quantity,
  unitPrice: usd(price),
  ...more,
});

const priced = fc.record({
  quantity: fc.integer({ min: 1, max: 20 }),
  price: fc.integer({ min: 0, max: 10_000 }),
  discountRate: fc.double({ min: 0, max: 1, noNaN: true }),
  taxRate: fc.double({ min: 0, max: 0.3, noNaN: true }),
  cancelled: fc.nat({ max: 20 }),
});
const orders = fc.record({
  lines: fc.array(priced, { minLength: 1, maxLength: 6 }),
  shipping: fc.nat({ max: 2_000 }),
  isShared: fc.boolean(),
});

const orderFrom = ({ lines, shipping, isShared }: typeof orders extends fc.Arbitrary<infer Given> ? Given : never) => {
  const shares = lines.map(({ quantity, price, discountRate, taxRate }) => {
    const discount = Math.round(quantity * price * discountRate);
    return { discount: usd(discount), tax: usd(Math.round((quantity * price - discount) * taxRate)) };
  });
  const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
  return {
    lines: lines.map(({ quantity, price }, index) =>
      aLine(`l${index}`, quantity, price, isShared ? shares[index] : {}),
    ),
    totals: total(
      sum(lines.map(({ quantity, price }) => quantity * price)),
      sum(shares.map(({ discount }) => discount.amount)),
      shipping,
      sum(shares.map(({ tax }) => tax.amount)),
    ),
    gone: lines.map(({ quantity, cancelled }, index) => ({
      lineId: `l${index}`,
      quantity: Math.min(quantity, cancelled),
    })),
  };
};

describe('what is left to pay', () => {
  it('adds up exactly, and is never more than before, whatever is cancelled', () => {
    fc.assert(
      fc.property(orders, (given) => {
        const { lines, totals, gone } = orderFrom(given);
        const left = totalsAfterCancelling({ lines, totals }, gone);
        const { subtotal, discount, shipping, tax, grandTotal } = left;
        expect(grandTotal.amount).toBe(subtotal.amount - discount.amount + shipping.amount + tax.amount);
        const kept = linesWithout(lines, gone);
        expect(subtotal.amount).toBe(kept.reduce((sum, line) => sum + line.unitPrice.amount * line.quantity, 0));
        expect(shipping).toEqual(totals.shipping);
        for (const part of ['discount', 'tax'] as const) {
          expect(left[part].amount).toBeGreaterThanOrEqual(0);
          expect(left[part].amount).toBeLessThanOrEqual(totals[part].amount);
        }
        expect(discount.amount).toBeLessThanOrEqual(subtotal.amount);
        expect(grandTotal.amount).toBeLessThanOrEqual(totals.grandTotal.amount);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is what it was without any cancelled piece, and the shipping without any piece', () => {
    fc.assert(
      fc.property(orders, (given) => {
        const { lines, totals } = orderFrom(given);
        expect(totalsAfterCancelling({ lines, totals }, [])).toEqual(totals);
        const all = lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
        const { subtotal, discount } = totalsAfterCancelling({ lines, totals }, all);
        expect([subtotal.amount, discount.amount, linesWithout(lines, all)]).toEqual([0, 0, []]);
      }),
    );
  });

  it('shrinks a discount by value where the lines carry no shares, by their shares where they do', () => {
    const gone = [{ lineId: 'b', quantity: 1 }];
    const plain = [aLine('a', 2, 1_000), aLine('b', 2, 500)];
    expect(totalsAfterCancelling({ lines: plain, totals: total(3_000, 600, 499, 290) }, gone)).toEqual(
      total(2_500, 500, 499, 250),
    );
    const shared = [aLine('a', 2, 1_000, { discount: usd(0) }), aLine('b', 2, 500, { discount: usd(600) })];
    expect(totalsAfterCancelling({ lines: shared, totals: total(3_000, 600, 499, 0) }, gone).discount).toEqual(
      usd(300),
    );
    expect(linesWithout(shared, gone)[1]).toMatchObject({ quantity: 1, discount: usd(300) });
  });
});
