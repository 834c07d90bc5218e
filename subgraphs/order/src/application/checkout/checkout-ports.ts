import type { SkuQuantity } from '@cardstock/contracts';
import type { Priced } from '../../domain/pricing/pricing.ts';
import type { Promotion, PromotionProblem } from '../../domain/pricing/promotion.ts';
import type { ParcelFacts, ShippingOption } from '../../domain/pricing/shipping.ts';
import type { Destination } from '../../domain/pricing/tax-regions.ts';
import type { OrderScope } from '../ports.ts';

/** What was promised to somebody, for a while. */
export interface StoredQuote extends Priced {
  readonly id: string;
  /** Whose it is; null for a guest's: whoever knows its id. */
  readonly customerId: string | null;
  /** The cart that it is made of, if it is. */
  readonly cartId: string | null;
  readonly promotions: readonly Promotion[];
  readonly shipping: ShippingOption;
  /** Null where it was made without an address: then nobody can order by it. */
  readonly destination: Destination | null;
  readonly validUntil: Date;
}

export type QuoteUse = { readonly isUsed: true } | { readonly isUsed: false; readonly problem: 'EXPIRED' | 'USED' };

/** What an order takes out of a cart: the place in line of that life of the cart makes it happen once. */
export interface CartClaim {
  readonly life: string;
  readonly sequence: number;
  readonly lines: readonly SkuQuantity[];
}

/** What else is written with an order that is placed. */
export interface Checkout {
  /** Counts one use; says why not where its limits are reached. Waits for others who use the same code. */
  usePromotion(promotion: Promotion, use: PromotionUse): Promise<PromotionProblem | undefined>;
  /** Ties a quote to the one order that may be placed by it. */
  useQuote(quoteId: string, orderId: string, at: Date): Promise<QuoteUse>;
  /** False where another order took its pieces from the same life of the cart before. */
  claimCart(claim: CartClaim, orderId: string, at: Date): Promise<boolean>;
}

export interface PromotionUse {
  readonly orderId: string;
  readonly customerId: string;
  readonly at: Date;
}

export interface CheckoutScope extends OrderScope {
  readonly checkout: Checkout;
}
export type InCheckoutTransaction = <Result>(work: (scope: CheckoutScope) => Promise<Result>) => Promise<Result>;

/** Reads and single writes of the checkout. */
export interface CheckoutQueries {
  findPromotions(codes: readonly string[]): Promise<Promotion[]>;
  saveQuote(quote: StoredQuote): Promise<void>;
  findQuote(id: string): Promise<(StoredQuote & { readonly isUsed: boolean }) | undefined>;
  /** What was ordered from this life of a cart after a place in line, oldest first. */
  ordersFromCart(life: string, after: number): Promise<CartClaim[]>;
  /** The same place in line, for the cart that a guest's goes into: false where an order has it. True again when repeated. */
  claimForMerge(claim: CartClaim, into: string, at: Date): Promise<boolean>;
}

/** A promotion as staff see it. */
export interface PromotionRecord extends Promotion {
  readonly createdAt: Date;
}

export type PromotionChange = Partial<Omit<Promotion, 'id' | 'code' | 'kind' | 'uses'>>;

export interface PlaceAmongPromotions {
  readonly createdAt: Date;
  readonly id: string;
}

/** The promotions, for staff. */
export interface Promotions {
  /** False where the code is taken. */
  add(promotion: PromotionRecord): Promise<boolean>;
  find(id: string): Promise<PromotionRecord | undefined>;
  /** Writes only what is given; undefined where there is no such promotion, or its limit would be below its uses. */
  change(id: string, change: PromotionChange): Promise<PromotionRecord | undefined>;
  list(
    isActive: boolean | undefined,
    limit: number,
    after?: PlaceAmongPromotions,
  ): Promise<{ readonly rows: readonly PromotionRecord[]; readonly totalCount: number }>;
}

/** How a parcel can be sent, as fulfilment says; our copy of its standard rate where it does not answer in time. */
export type FindShippingOptions = (
  parcel: ParcelFacts & Pick<Destination, 'postalCode' | 'region'>,
) => Promise<readonly ShippingOption[]>;
