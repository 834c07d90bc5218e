import { type Address, newId, type SkuQuantity } from '@cardstock/contracts';
import { badUserInput, type Viewer } from '@cardstock/service';
import { type CartParts, currentCart } from '../cart/current-cart.ts';
import { done, refused } from '../outcomes.ts';
import type { QuoteOutcome } from './checkout-outcomes.ts';
import type { CheckoutQueries } from './checkout-ports.ts';
import { mayUse } from './goods.ts';
import { linesToOrder } from './lines-to-order.ts';
import { type BasketParts, type FindWays, priceWish } from './price-basket.ts';

interface Parts extends BasketParts, CartParts {
  readonly checkoutQueries: CheckoutQueries;
  readonly quoteMs: number;
}

export interface QuoteRequest {
  readonly cartId?: string | undefined;
  readonly lines?: readonly SkuQuantity[] | undefined;
  readonly shippingAddress?: Address | undefined;
  readonly promotionCodes?: readonly string[] | undefined;
  readonly shippingOptionId?: string | undefined;
}

/** What is to be quoted: the request's lines, or those of a cart that the viewer may use, with its codes. */
const goodsOf = async (parts: Parts, viewer: Viewer, { cartId, lines, promotionCodes }: QuoteRequest) => {
  if (cartId === undefined) return { lines: linesToOrder(lines ?? []), codes: promotionCodes ?? [] };
  const cart = await currentCart(parts, cartId);
  if (!cart || !mayUse(cart, viewer.kind === 'user' ? viewer.id : '')) return { lines: [], codes: [] };
  return { lines: linesToOrder(cart.lines), codes: promotionCodes ?? Object.values(cart.codes) };
};

/**
 * Prices a purchase with every way to send it, and keeps the answer: an order may be placed at exactly these totals
 * until it ends. For guests, too. Nothing is used up by it: codes and stock are looked at when the order is placed.
 */
export const makeQuote = (parts: Parts) => {
  const askAll: FindWays = (parcel) => parts.findShippingOptions(parcel);
  return async (viewer: Viewer, request: QuoteRequest): Promise<QuoteOutcome> => {
    const { cartId, lines, shippingAddress, shippingOptionId } = request;
    if ((cartId === undefined) === (lines === undefined)) {
      throw badUserInput({ field: 'input', message: 'needs exactly one of cartId and lines' });
    }
    const goods = await goodsOf(parts, viewer, request);
    if (goods.lines.length === 0) return refused({ code: 'CART_EMPTY' });
    const priced = await priceWish(parts, { ...goods, destination: shippingAddress ?? null, shippingOptionId }, askAll);
    if (!priced.ok) return priced;
    const { shippingOptions, ...basket } = priced.value;
    const destination = shippingAddress ? placeOf(shippingAddress) : null;
    const validUntil = new Date(parts.now().getTime() + parts.quoteMs);
    const customerId = viewer.kind === 'user' ? viewer.id : null;
    const quote = { ...basket, id: newId(), customerId, cartId: cartId ?? null, destination, validUntil };
    await parts.checkoutQueries.saveQuote(quote);
    return done({ ...quote, shippingOptions });
  };
};

/** What of an address decides on tax and shipping: a quote keeps no name and no street. */
const placeOf = ({ countryCode, postalCode, region }: Address) => ({
  countryCode,
  postalCode,
  ...(region === undefined ? {} : { region }),
});
