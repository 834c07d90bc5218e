import { inMarketCurrency } from '@cardstock/contracts';
import { createUnionType } from 'type-graphql';
import type { QuoteOutcome } from '../../application/checkout/checkout-outcomes.ts';
import type { QuoteView } from '../../application/reading/views.ts';
import { lineTotal } from '../../domain/pricing/pricing.ts';
import { toDiscounts, toTaxes } from '../orders/to-pricing.ts';
import {
  PromotionNotApplicableType,
  promotionNotApplicable,
  ShippingOptionUnavailableType,
  shippingOptionUnavailable,
} from './checkout.result.ts';
import { CartEmptyType } from './place-order.result.ts';
import { QuoteType } from './quote.type.ts';
import { UnknownSkuType, unknownSku } from './unknown-sku.type.ts';

export const QuoteResult = createUnionType({
  name: 'QuoteResult',
  description: 'The quote, or why there is none.',
  types: () =>
    [QuoteType, CartEmptyType, UnknownSkuType, PromotionNotApplicableType, ShippingOptionUnavailableType] as const,
});

const NOTHING = inMarketCurrency(0);

const toQuote = ({ id, lines, discounts, taxes, totals, notes, validUntil, ...shipped }: QuoteView): QuoteType =>
  Object.assign(new QuoteType(), {
    id,
    totals,
    notes,
    validUntil,
    lines: lines.map((line) => ({
      ...line,
      total: lineTotal(line),
      discount: line.discount ?? NOTHING,
      tax: line.tax ?? NOTHING,
    })),
    discounts: toDiscounts(discounts),
    taxes: toTaxes(taxes),
    shippingOptions: shipped.shippingOptions.map(({ price, ...option }) => ({
      ...option,
      price: inMarketCurrency(price),
      isChosen: option.id === shipped.shipping.id,
    })),
  });

export const toQuoteResult = (outcome: QuoteOutcome): typeof QuoteResult => {
  if (outcome.ok) return toQuote(outcome.value);
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'CART_EMPTY':
      return Object.assign(new CartEmptyType(), { code: refusal.code, message: 'The cart is empty.' });
    case 'SKU_UNKNOWN':
      return unknownSku(refusal);
    case 'PROMOTION_NOT_APPLICABLE':
      return promotionNotApplicable(refusal);
    case 'SHIPPING_OPTION_UNAVAILABLE':
      return shippingOptionUnavailable(refusal);
  }
};
