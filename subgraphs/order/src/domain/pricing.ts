import { CURRENCY, inMarketCurrency, type Money } from '@cardstock/contracts';
import type { OrderLine, Totals } from './events.ts';

/** One price for every parcel, none from a subtotal on. */
export const SHIPPING_POLICY = { flat: 499, freeFrom: 5_000 } as const;

/** The largest total in minor units: what GraphQL's Int and the payment provider can carry. */
export const MAX_TOTAL = 99_999_999;

export const shippingFor = (subtotal: number): number =>
  subtotal >= SHIPPING_POLICY.freeFrom ? 0 : SHIPPING_POLICY.flat;

export const lineTotal = ({ unitPrice, quantity }: Pick<OrderLine, 'unitPrice' | 'quantity'>): Money => ({
  amount: unitPrice.amount * quantity,
  currency: unitPrice.currency,
});

/** The sum of some lines in the marketplace's currency. */
export const subtotalOf = (lines: readonly Pick<OrderLine, 'unitPrice' | 'quantity'>[]): Money => ({
  amount: lines.reduce((sum, line) => sum + lineTotal(line).amount, 0),
  currency: CURRENCY,
});

/** What an order of these lines costs. Discounts and taxes come later: both are zero. */
export const totalsOf = (lines: readonly Pick<OrderLine, 'unitPrice' | 'quantity'>[]): Totals => {
  const subtotal = subtotalOf(lines);
  const shipping = shippingFor(subtotal.amount);
  return {
    subtotal,
    discount: inMarketCurrency(0),
    shipping: inMarketCurrency(shipping),
    tax: inMarketCurrency(0),
    grandTotal: inMarketCurrency(subtotal.amount + shipping),
  };
};
