import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suggest } from './replenishment.ts';

const plan = { days: 28, leadTimeDays: 7, coverDays: 14 };
const sales = { sku: 'a', sold: 28, free: 0, safetyStock: 0, waiting: 0 };

describe('a suggestion to order more', () => {
  it('covers lead time and cover time at the pace of the window', () => {
    expect(suggest(sales, plan)).toEqual({
      sku: 'a',
      averageDailySales: 1,
      available: 0,
      daysLeft: 0,
      quantity: 21,
      reason: 'OUT_OF_STOCK',
    });
  });

  it('counts what is free, what is kept back and who waits', () => {
    expect(suggest({ ...sales, free: 10, safetyStock: 4, waiting: 3 }, plan)).toMatchObject({
      quantity: 21 + 4 + 3 - 10,
      available: 6,
      daysLeft: 6,
      reason: 'RUNS_OUT_BEFORE_DELIVERY',
    });
  });

  it('is milder where the pieces last until a delivery', () => {
    expect(suggest({ ...sales, free: 7 }, plan)).toMatchObject({ quantity: 14, reason: 'BELOW_TARGET' });
  });

  it('rounds up: part of a piece cannot be sold', () => {
    expect(suggest({ ...sales, sold: 1 }, plan)).toMatchObject({ quantity: 1 });
  });

  it.each([
    ['nothing was sold', { sold: 0 }],
    ['there is enough', { free: 21 }],
  ])('is not made where %s', (_why, known) => expect(suggest({ ...sales, ...known }, plan)).toBeUndefined());

  it('leaves exactly the target when it is followed', () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(count, count, count, count, (sold, free, safetyStock, waiting) => {
        const known = { sku: 'a', sold, free, safetyStock, waiting };
        const suggestion = suggest(known, plan);
        if (suggestion) expect(suggest({ ...known, free: free + suggestion.quantity }, plan)).toBeUndefined();
      }),
    );
  });
});
