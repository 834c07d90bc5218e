import { CURRENCY, inMarketCurrency, type Money } from '@cardstock/contracts';
import type { OrderLine, Totals } from '../order/events.ts';
import { type Sharer, shareOut } from './money-shares.ts';
import { offGoods, type Promotion } from './promotion.ts';
import type { ShippingOption } from './shipping.ts';
import { type TaxLine, taxesOn } from './tax.ts';
import type { Destination } from './tax-regions.ts';

/** The largest total in minor units: what GraphQL's Int and the payment provider can carry. */
export const MAX_TOTAL = 99_999_999;

/** The smallest total in minor units that the payment provider takes. */
export const MIN_TOTAL = 50;

export const lineTotal = ({ unitPrice, quantity }: Pick<OrderLine, 'unitPrice' | 'quantity'>): Money => ({
  amount: unitPrice.amount * quantity,
  currency: unitPrice.currency,
});

/** The sum of some lines in the marketplace's currency. */
export const subtotalOf = (lines: readonly Pick<OrderLine, 'unitPrice' | 'quantity'>[]): Money => ({
  amount: lines.reduce((sum, line) => sum + lineTotal(line).amount, 0),
  currency: CURRENCY,
});

/** What is to be priced: one line per SKU, promotions that apply, and the way it is sent. */
export interface Basket {
  readonly lines: readonly OrderLine[];
  /** At most one that takes off the goods, and one off the shipping. */
  readonly promotions: readonly Promotion[];
  /** The option that was chosen, and what standard shipping would cost: so much free shipping saves at most. */
  readonly shipping: Pick<ShippingOption, 'price'>;
  readonly standardPrice: number;
  /** Null where it is not known yet: then no tax is computed. */
  readonly destination: Destination | null;
}

/** What a code takes off. Amounts in minor units. */
export interface Discount {
  readonly code: string;
  readonly kind: Promotion['kind'];
  /** Off the goods; for free shipping, off the shipping, and then not part of the total discount. */
  readonly amount: number;
}

/** What a basket costs, and why. */
export interface Priced {
  /** Each with its own share of discount and tax: they add up, with the tax on shipping, to the totals. */
  readonly lines: readonly OrderLine[];
  readonly discounts: readonly Discount[];
  readonly taxes: readonly TaxLine[];
  readonly notes: readonly string[];
  readonly totals: Totals;
}

const SHIPPING: string = '\u0000shipping';

const amountOff = (promotion: Promotion, subtotal: number, { shipping, standardPrice }: Basket): number =>
  promotion.kind === 'FREE_SHIPPING' ? Math.min(shipping.price, standardPrice) : offGoods(promotion, subtotal);

const sumOf = (amounts: readonly { readonly amount: number }[]): number =>
  amounts.reduce((sum, { amount }) => sum + amount, 0);

const weights = (lines: readonly OrderLine[], less?: ReadonlyMap<string, number>): Sharer[] =>
  lines.map((line) => ({ key: line.sku, weight: lineTotal(line).amount - (less?.get(line.sku) ?? 0) }));

interface Shares {
  readonly discount: ReadonlyMap<string, number>;
  readonly tax: ReadonlyMap<string, number>;
}

const withShares = (lines: readonly OrderLine[], { discount, tax }: Shares): readonly OrderLine[] =>
  lines.map((line) => ({
    ...line,
    discount: inMarketCurrency(discount.get(line.sku) ?? 0),
    tax: inMarketCurrency(tax.get(line.sku) ?? 0),
  }));

/**
 * Prices a basket in minor units: subtotal − discount + shipping + tax is the grand total, exactly. What is taken off
 * the goods is shared out over the lines by price; tax is taken on what is left, and shared out over lines and shipping
 * by what it is taken on. The order of the lines changes nothing.
 */
export const priceBasket = (basket: Basket): Priced => {
  const { lines, promotions, destination } = basket;
  const subtotal = subtotalOf(lines).amount;
  const discounts = promotions.map((promotion) => {
    return { code: promotion.code, kind: promotion.kind, amount: amountOff(promotion, subtotal, basket) };
  });
  const discount = sumOf(discounts.filter(({ kind }) => kind !== 'FREE_SHIPPING'));
  const shipping = basket.shipping.price - sumOf(discounts.filter(({ kind }) => kind === 'FREE_SHIPPING'));
  const { lines: taxes, isShippingTaxed, note } = taxesOn(destination, { goods: subtotal - discount, shipping });
  const tax = sumOf(taxes);
  const discountShares = shareOut(discount, weights(lines));
  const onShipping = { key: SHIPPING, weight: isShippingTaxed ? shipping : 0 };
  const taxShares = shareOut(tax, [...weights(lines, discountShares), onShipping]);
  return {
    lines: withShares(lines, { discount: discountShares, tax: taxShares }),
    discounts,
    taxes,
    notes: note === null ? [] : [note],
    totals: {
      subtotal: inMarketCurrency(subtotal),
      discount: inMarketCurrency(discount),
      shipping: inMarketCurrency(shipping),
      tax: inMarketCurrency(tax),
      grandTotal: inMarketCurrency(subtotal - discount + shipping + tax),
    },
  };
};
