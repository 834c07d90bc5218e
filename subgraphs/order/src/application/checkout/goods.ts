import type { SkuQuantity } from '@cardstock/contracts';
import type { Destination } from '../../domain/pricing/tax-regions.ts';
import type { StoredCart } from '../cart/cart-ports.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { BasketRefusal, QuoteProblem, QuoteRefusal } from './checkout-outcomes.ts';
import type { CartClaim, CheckoutQueries, StoredQuote } from './checkout-ports.ts';
import { linesToOrder } from './lines-to-order.ts';
import { type BasketParts, type PricedBasket, priceWish, type Wish, waysForOrder } from './price-basket.ts';
import type { PlaceOrderRequest } from './requests.ts';

export interface GoodsParts extends BasketParts {
  readonly checkoutQueries: CheckoutQueries;
}

/** What is to be ordered at which price, and what of it comes out of a cart. */
export interface Goods {
  readonly basket: PricedBasket;
  readonly claim?: CartClaim;
}
type FoundGoods = Result<Goods, BasketRefusal | QuoteRefusal | { readonly code: 'CART_EMPTY' }>;

export const mayUse = ({ ownerId }: StoredCart, customerId: string): boolean =>
  ownerId === null || ownerId === customerId;

/** All of some lines of a cart, at the next place in its line. */
export const claimOf = ({ life, ordered }: StoredCart, lines: readonly SkuQuantity[]): CartClaim => ({
  life,
  sequence: ordered + 1,
  lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
});

const priceNow = (parts: BasketParts, request: PlaceOrderRequest, wish: Pick<Wish, 'lines' | 'codes'>) => {
  const { shippingAddress: destination, shippingOptionId } = request;
  return priceWish(parts, { ...wish, destination, shippingOptionId }, waysForOrder(parts.findShippingOptions));
};

/** Goods by their lines. */
export const goodsFromLines = async (parts: GoodsParts, request: PlaceOrderRequest): Promise<FoundGoods> => {
  const { lines = [], promotionCodes: codes = [] } = request;
  const priced = await priceNow(parts, request, { lines: linesToOrder(lines), codes });
  return priced.ok ? done({ basket: priced.value }) : priced;
};

/** Everything in a cart, with its own codes unless the request names others. */
export const goodsFromCart = async (
  parts: GoodsParts,
  request: PlaceOrderRequest,
  cart: StoredCart,
): Promise<FoundGoods> => {
  if (cart.lines.length === 0) return refused({ code: 'CART_EMPTY' });
  const codes = request.promotionCodes ?? Object.values(cart.codes);
  const priced = await priceNow(parts, request, { lines: linesToOrder(cart.lines), codes });
  return priced.ok ? done({ basket: priced.value, claim: claimOf(cart, cart.lines) }) : priced;
};

const text = (part: string | undefined): string => (part ?? '').replaceAll(/\s/g, '').toUpperCase();

const isSamePlace = (one: Destination | null, other: Destination): boolean =>
  one !== null &&
  one.countryCode === other.countryCode &&
  text(one.postalCode) === text(other.postalCode) &&
  text(one.region) === text(other.region);

const holdsAll = (cart: StoredCart, lines: readonly SkuQuantity[]): boolean => {
  const held = new Map(cart.lines.map(({ sku, quantity }) => [sku, quantity]));
  return lines.every(({ sku, quantity }) => (held.get(sku) ?? 0) >= quantity);
};

/** The quote that an order is to be placed by, if it is the customer's and stands for what is ordered. */
export const findQuoteFor = async (
  parts: { readonly checkoutQueries: CheckoutQueries; readonly now: () => Date },
  customerId: string,
  { quoteId, shippingAddress }: PlaceOrderRequest & { readonly quoteId: string },
): Promise<Result<StoredQuote, QuoteRefusal>> => {
  const refuse = (problem: QuoteProblem) => refused({ code: 'QUOTE_EXPIRED', quoteId, problem } as const);
  const quote = await parts.checkoutQueries.findQuote(quoteId);
  if (!quote || (quote.customerId !== null && quote.customerId !== customerId)) return refuse('UNKNOWN');
  if (quote.isUsed) return refuse('USED');
  if (quote.validUntil <= parts.now()) return refuse('EXPIRED');
  return isSamePlace(quote.destination, shippingAddress) ? done(quote) : refuse('DIFFERENT');
};

/** Goods as they were quoted of a cart, which must still hold them. */
export const goodsFromQuote = (quote: StoredQuote, cart: StoredCart): FoundGoods => {
  if (holdsAll(cart, quote.lines)) return done({ basket: quote, claim: claimOf(cart, quote.lines) });
  return refused({ code: 'QUOTE_EXPIRED', quoteId: quote.id, problem: 'DIFFERENT' });
};
