import { expect, it } from '@jest/globals';
import { applyRule, type PriceRounding } from './price-rule.ts';

it.each<[number, number, PriceRounding, number]>([
  [1_000, -1_000, 'CENTS', 900],
  [1_005, 1_000, 'CENTS', 1_106],
  [1, -9_000, 'CENTS', 1],
  [0, 5_000, 'ENDS_IN_99', 0],
  [1_000, 500, 'ENDS_IN_99', 1_099],
  [1_049, 0, 'ENDS_IN_99', 1_099],
  [1_048, 0, 'ENDS_IN_99', 999],
  [20, 0, 'ENDS_IN_99', 99],
  [1_050, 0, 'ENDS_IN_00', 1_100],
  [1_049, 0, 'ENDS_IN_00', 1_000],
  [20, 0, 'ENDS_IN_00', 100],
])('%d by %d basis points, rounded to %s, is %d', (amount, basisPoints, rounding, expected) => {
  expect(applyRule({ amount, currency: 'USD' }, { basisPoints, rounding })).toEqual({
    ok: true,
    price: { amount: expected, currency: 'USD' },
  });
});

it('minds how many minor units a currency has', () => {
  const rule = { basisPoints: 0, rounding: 'ENDS_IN_99' } as const;
  expect(applyRule({ amount: 500, currency: 'JPY' }, rule)).toEqual({ ok: false, code: 'ROUNDING_UNFIT' });
  expect(applyRule({ amount: 500, currency: 'JPY' }, { ...rule, rounding: 'ENDS_IN_00' })).toMatchObject({
    price: { amount: 500 },
  });
});

it('makes no price that cannot be stored', () => {
  const rule = { basisPoints: 100_000, rounding: 'CENTS' } as const;
  expect(applyRule({ amount: 2_000_000_000, currency: 'USD' }, rule)).toEqual({ ok: false, code: 'PRICE_TOO_LARGE' });
});
