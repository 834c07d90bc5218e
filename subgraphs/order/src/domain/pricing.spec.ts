import { inMarketCurrency } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderNumber } from './order-number.ts';
import { totalsOf } from './pricing.ts';

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 999 }),
  unitPrice: fc.integer({ min: 0, max: 100_000 }).map(inMarketCurrency),
});

describe('the totals of an order', () => {
  it('add up, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 100 }), (lines) => {
        const { subtotal, discount, shipping, tax, grandTotal } = totalsOf(lines);
        expect(grandTotal.amount).toBe(subtotal.amount - discount.amount + shipping.amount + tax.amount);
        expect(shipping.amount).toBe(subtotal.amount >= 5_000 ? 0 : 499);
      }),
    );
  });
});

describe('an order number', () => {
  it('names the year and eight letters that nobody misreads', () => {
    const random = Uint8Array.from([0, 31, 32, 255, 10, 20, 30, 5]);
    expect(orderNumber(new Date('2026-05-05'), random)).toBe('CS-2026-0Z0ZAMY5');
  });
});
