import { badUserInput, unavailable, type Viewer } from '@cardstock/service';
import { requireUser } from '../access.ts';
import type { Carts, StoredCart } from '../cart/cart-ports.ts';
import { catchUp } from '../cart/current-cart.ts';
import { type StoreParts, storeOrder } from '../lifecycle/store-order.ts';
import { done, refused } from '../outcomes.ts';
import type { KeyClaim, OrderQueries } from '../ports.ts';
import type { PlaceOrderOutcome } from './checkout-outcomes.ts';
import type { CartClaim, StoredQuote } from './checkout-ports.ts';
import {
  findQuoteFor,
  type Goods,
  type GoodsParts,
  goodsFromCart,
  goodsFromLines,
  goodsFromQuote,
  mayUse,
} from './goods.ts';
import { hashBody } from './hash-body.ts';
import type { PlaceOrderRequest } from './requests.ts';
import { requirePayable } from './require-payable.ts';

interface Parts extends StoreParts, GoodsParts {
  readonly queries: Pick<OrderQueries, 'keyClaim' | 'ordersByIds'>;
  readonly carts: Carts;
}

interface Placing {
  readonly customerId: string;
  readonly bodyHash: string;
  readonly request: PlaceOrderRequest;
}

/** What came of a try, and what it took out of a cart; 'moved' where another order of the cart was faster. */
type Attempt = { readonly outcome: PlaceOrderOutcome; readonly taken?: CartClaim | undefined } | 'moved';

/** What a key that was used before is answered with. */
const answerTo = async ({ queries }: Parts, { bodyHash }: Placing, claim: KeyClaim): Promise<PlaceOrderOutcome> => {
  if (claim.bodyHash !== bodyHash) return refused({ code: 'IDEMPOTENCY_CONFLICT' });
  const [order] = await queries.ordersByIds([claim.orderId]);
  if (!order) throw new Error(`the order ${claim.orderId} of an idempotency key is not there`);
  return done(order);
};

const store = async (parts: Parts, placing: Placing, { basket, claim }: Goods): Promise<Attempt> => {
  const { expectedTotal, payment } = placing.request;
  const { amount: actualTotal, currency } = basket.totals.grandTotal;
  requirePayable(payment.method, currency);
  if (expectedTotal !== undefined && expectedTotal !== actualTotal) {
    return { outcome: refused({ code: 'PRICE_CHANGED', expectedTotal, actualTotal }) };
  }
  const stored = await storeOrder(parts, { ...placing, basket, claim });
  if ('placed' in stored) return { outcome: done(stored.placed), taken: claim };
  if ('taken' in stored) return { outcome: await answerTo(parts, placing, stored.taken) };
  return stored.obstacle.code === 'CART_MOVED' ? 'moved' : { outcome: refused(stored.obstacle) };
};

const fromCart = async (parts: Parts, placing: Placing, cart: StoredCart, quote?: StoredQuote): Promise<Attempt> => {
  const goods = quote ? goodsFromQuote(quote, cart) : await goodsFromCart(parts, placing.request, cart);
  return goods.ok ? store(parts, placing, goods.value) : { outcome: goods };
};

/** One try with a cart as it is now. */
const tryCart = async (parts: Parts, placing: Placing, cartId: string, quote?: StoredQuote): Promise<Attempt> => {
  const cart = await parts.carts.beginOrder(cartId);
  if (!cart) return { outcome: refused({ code: 'CART_EMPTY' }) };
  let taken: CartClaim | undefined;
  try {
    if (!mayUse(cart, placing.customerId)) return { outcome: refused({ code: 'CART_EMPTY' }) };
    const attempt = await fromCart(parts, placing, cart, quote);
    if (attempt === 'moved') await catchUp(parts, cart);
    else taken = attempt.taken;
    return attempt;
  } finally {
    await parts.carts.endOrder(cartId, taken);
  }
};

const TRIES = 10;

/**
 * Orders from a cart. Two orders of the same pieces are stopped by the database: each takes the next place in line of
 * the cart's life in the transaction that stores it, and only one gets it. The other finds the cart without what was
 * taken, and is tried again with the rest. The pieces leave Redis after the transaction, so that no crash loses them;
 * what a crash leaves in is taken out by whoever reads the cart next, or finds the place in line taken.
 */
const placeCart = async (parts: Parts, placing: Placing, cartId: string, quote?: StoredQuote) => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const attempt = await tryCart(parts, placing, cartId, quote);
    if (attempt !== 'moved') return attempt.outcome;
  }
  throw unavailable('cart');
};

/** Orders what comes out of no cart. */
const placeGoods = async (parts: Parts, placing: Placing, goods: Goods): Promise<PlaceOrderOutcome> => {
  const attempt = await store(parts, placing, goods);
  if (attempt === 'moved') throw new Error('an order without a cart found its cart changed');
  return attempt.outcome;
};

const placeQuote = async (parts: Parts, placing: Placing, quoteId: string): Promise<PlaceOrderOutcome> => {
  const quote = await findQuoteFor(parts, placing.customerId, { ...placing.request, quoteId });
  if (!quote.ok) return quote;
  const { cartId } = quote.value;
  return cartId === null
    ? placeGoods(parts, placing, { basket: quote.value })
    : placeCart(parts, placing, cartId, quote.value);
};

const place = async (parts: Parts, placing: Placing): Promise<PlaceOrderOutcome> => {
  const { cartId, quoteId } = placing.request;
  if (quoteId !== undefined) return placeQuote(parts, placing, quoteId);
  if (cartId !== undefined) return placeCart(parts, placing, cartId);
  const goods = await goodsFromLines(parts, placing.request);
  return goods.ok ? placeGoods(parts, placing, goods.value) : goods;
};

/** Throws BAD_USER_INPUT where it is not clear what is to be ordered. */
const check = ({ cartId, lines, quoteId, promotionCodes, shippingOptionId }: PlaceOrderRequest): void => {
  if ([cartId, lines, quoteId].filter((source) => source !== undefined).length !== 1) {
    throw badUserInput({ field: 'input', message: 'needs exactly one of cartId, lines and quoteId' });
  }
  if (quoteId !== undefined && (promotionCodes !== undefined || shippingOptionId !== undefined)) {
    throw badUserInput({ field: 'input.quoteId', message: 'has its codes and its shipping in the quote already' });
  }
};

/**
 * Places an order, once per idempotency key. A key that is known is answered from what it made then. A refusal looks
 * once more: a twin of this request may have placed the order, and emptied the cart, in the meantime.
 */
export const makePlaceOrder =
  (parts: Parts) =>
  async (viewer: Viewer, request: PlaceOrderRequest): Promise<PlaceOrderOutcome> => {
    const { id: customerId } = requireUser(viewer);
    check(request);
    const placing: Placing = { customerId, bodyHash: hashBody(request), request };
    const findClaim = () => parts.queries.keyClaim(customerId, request.idempotencyKey);
    const known = await findClaim();
    if (known) return answerTo(parts, placing, known);
    const outcome = await place(parts, placing);
    const twin = outcome.ok ? undefined : await findClaim();
    return twin ? answerTo(parts, placing, twin) : outcome;
  };
