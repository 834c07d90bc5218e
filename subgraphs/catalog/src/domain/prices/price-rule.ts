import type { Money } from '@cardstock/contracts';

export const PRICE_ROUNDINGS = ['CENTS', 'ENDS_IN_00', 'ENDS_IN_99'] as const;
export type PriceRounding = (typeof PRICE_ROUNDINGS)[number];

export interface PriceRule {
  /** Hundredths of a percent: -1000 makes it a tenth cheaper. */
  readonly basisPoints: number;
  readonly rounding: PriceRounding;
}

const ALL = 10_000;
const MOST_MINOR_UNITS = 2_147_483_647;

const unitOf = (currency: string): number =>
  10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** The nearest price that ends so, the dearer of two; never nothing. */
const rounded = (amount: number, unit: number, rounding: PriceRounding): number => {
  if (rounding === 'CENTS') return Math.max(1, amount);
  const ending = rounding === 'ENDS_IN_99' ? 1 : 0;
  return Math.max(1, Math.floor((amount + ending) / unit + 0.5)) * unit - ending;
};

export type RuledPrice =
  | { readonly ok: true; readonly price: Money }
  | { readonly ok: false; readonly code: 'PRICE_TOO_LARGE' | 'ROUNDING_UNFIT' };

/** What a price becomes by a rule, in whole minor units. What is free stays free. */
export const applyRule = ({ amount, currency }: Money, { basisPoints, rounding }: PriceRule): RuledPrice => {
  if (amount === 0) return { ok: true, price: { amount, currency } };
  const unit = unitOf(currency);
  if (rounding === 'ENDS_IN_99' && unit < 100) return { ok: false, code: 'ROUNDING_UNFIT' };
  const exact = Math.round((amount * (ALL + basisPoints)) / ALL);
  const next = rounded(exact, unit, rounding);
  return next > MOST_MINOR_UNITS
    ? { ok: false, code: 'PRICE_TOO_LARGE' }
    : { ok: true, price: { amount: next, currency } };
};
