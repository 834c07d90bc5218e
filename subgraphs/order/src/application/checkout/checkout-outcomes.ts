import type { PromotionProblem } from '../../domain/pricing/promotion.ts';
import type { Result } from '../outcomes.ts';
import type { CartView, OrderView, QuoteView } from '../reading/views.ts';
import type { PromotionRecord } from './checkout-ports.ts';

export type UnknownSkuRefusal = { readonly code: 'SKU_UNKNOWN'; readonly skus: readonly string[] };

export type PromotionRefusal = {
  readonly code: 'PROMOTION_NOT_APPLICABLE';
  readonly promotionCode: string;
  readonly reason: PromotionProblem;
};
export type ShippingRefusal = { readonly code: 'SHIPPING_OPTION_UNAVAILABLE'; readonly shippingOptionId: string };

export const QUOTE_PROBLEMS = ['EXPIRED', 'UNKNOWN', 'USED', 'DIFFERENT'] as const;
export type QuoteProblem = (typeof QUOTE_PROBLEMS)[number];
export type QuoteRefusal = { readonly code: 'QUOTE_EXPIRED'; readonly quoteId: string; readonly problem: QuoteProblem };

export type BasketRefusal = UnknownSkuRefusal | PromotionRefusal | ShippingRefusal;
/** Why an order is not placed that would be, were it not for what it is to be placed with. */
export type CheckoutRefusal = PromotionRefusal | ShippingRefusal | QuoteRefusal;

export type PlaceOrderRefusal =
  | { readonly code: 'CART_EMPTY' }
  | UnknownSkuRefusal
  | { readonly code: 'PRICE_CHANGED'; readonly expectedTotal: number; readonly actualTotal: number }
  | { readonly code: 'IDEMPOTENCY_CONFLICT' }
  | CheckoutRefusal;
export type PlaceOrderOutcome = Result<OrderView, PlaceOrderRefusal>;

export type CartRefusal =
  | UnknownSkuRefusal
  | {
      readonly code: 'STOCK_INSUFFICIENT';
      readonly sku: string;
      readonly requested: number;
      readonly available: number;
    };
export type CartOutcome = Result<CartView, CartRefusal>;

export type QuoteOutcome = Result<QuoteView, BasketRefusal | { readonly code: 'CART_EMPTY' }>;
export type CartCodeOutcome = Result<CartView, PromotionRefusal>;

export type PromotionAdminRefusal =
  | { readonly code: 'PROMOTION_CODE_TAKEN' }
  | { readonly code: 'PROMOTION_UNKNOWN' }
  | { readonly code: 'PROMOTION_LIMIT_TOO_LOW'; readonly uses: number };
export type PromotionOutcome = Result<PromotionRecord, PromotionAdminRefusal>;
