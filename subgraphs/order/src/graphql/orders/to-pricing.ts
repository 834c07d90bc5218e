import { inMarketCurrency } from '@cardstock/contracts';
import type { OrderPricing } from '../../domain/order/events.ts';
import type { PromotionKind } from '../../domain/pricing/promotion.ts';
import type { AppliedDiscountType, TaxLineType } from '../checkout/quote.type.ts';

export const toDiscounts = (discounts: OrderPricing['discounts']): AppliedDiscountType[] =>
  discounts.map(({ code, kind, amount }) => ({ code, kind: kind as PromotionKind, amount: inMarketCurrency(amount) }));

export const toTaxes = (taxes: OrderPricing['taxes']): TaxLineType[] =>
  taxes.map(({ name, basisPoints, taxable, amount }) => ({
    name,
    rate: basisPoints,
    taxable: inMarketCurrency(taxable),
    amount: inMarketCurrency(amount),
  }));
