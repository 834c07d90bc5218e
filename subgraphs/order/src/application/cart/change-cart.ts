import type { SkuQuantity } from '@cardstock/contracts';
import { badUserInput, notFound, type Viewer } from '@cardstock/service';
import { MAX_LINES, MAX_QUANTITY } from '../../domain/order/limits.ts';
import { MAX_TOTAL, subtotalOf } from '../../domain/pricing/pricing.ts';
import type { CartOutcome, CartRefusal } from '../checkout/checkout-outcomes.ts';
import type { CartRequest } from '../checkout/requests.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { FindOffers } from '../ports.ts';
import type { CartView } from '../reading/views.ts';
import type { AskAvailability, CartChange, StoredCart } from './cart-ports.ts';
import type { CartParts } from './current-cart.ts';
import { cartAfter, findCart, findOrBeginCart } from './find-cart.ts';
import type { PriceCart } from './read-cart.ts';

interface Parts extends CartParts {
  readonly findOffers: FindOffers;
  readonly askAvailability: AskAvailability;
  readonly priceCart: PriceCart;
}

type Mode = 'add' | 'set';

const complain = (change: CartChange): void => {
  switch (change) {
    case 'changed':
      return;
    case 'too-many-pieces':
      throw badUserInput({ field: 'input.quantity', message: `a cart holds at most ${MAX_QUANTITY} pieces of a SKU` });
    case 'too-many-lines':
      throw badUserInput({ field: 'input.sku', message: `a cart holds at most ${MAX_LINES} SKUs` });
    case 'unknown-cart':
      throw notFound('cart');
  }
};

/** Whether there is too little of a SKU, as far as inventory can tell now: where it cannot, the order will find out. */
const shortageOf = async (ask: AskAvailability, sku: string, requested: number): Promise<CartRefusal | undefined> => {
  const known = (await ask([sku])).get(sku);
  if (!known || known.mayExceed || known.available >= requested) return undefined;
  return { code: 'STOCK_INSUFFICIENT', sku, requested, available: known.available };
};

/** The line of a cart as the change would leave it. */
const lineAfter = (cart: StoredCart | undefined, { sku, quantity }: CartRequest, mode: Mode): SkuQuantity => {
  const already = mode === 'add' ? (cart?.lines.find((line) => line.sku === sku)?.quantity ?? 0) : 0;
  return { sku, quantity: already + quantity };
};

/** The price of such a line, or why a cart cannot have it. Throws BAD_USER_INPUT where nobody could pay it with the others. */
const priceOf = async (
  { findOffers, askAvailability }: Parts,
  cart: StoredCart | undefined,
  { sku, quantity }: SkuQuantity,
): Promise<Result<number, CartRefusal>> => {
  const others = (cart?.lines ?? []).filter((line) => line.sku !== sku);
  const lines = [...others, { sku, quantity }];
  const offers = await findOffers(lines.map((line) => line.sku));
  const offer = offers.get(sku);
  if (!offer) return refused({ code: 'SKU_UNKNOWN', skus: [sku] });
  const priced = lines.flatMap((line) => {
    const unitPrice = offers.get(line.sku)?.price;
    return unitPrice ? [{ unitPrice, quantity: line.quantity }] : [];
  });
  if (subtotalOf(priced).amount > MAX_TOTAL) {
    throw badUserInput({ field: 'input.quantity', message: `a cart may cost at most ${MAX_TOTAL} in all` });
  }
  const shortage = await shortageOf(askAvailability, sku, quantity);
  return shortage ? refused(shortage) : done(offer.price.amount);
};

/** Adds pieces to a cart, or sets their number. Parallel changes never lose each other. */
export const makeChangeCart =
  (parts: Parts, mode: Mode) =>
  async (viewer: Viewer, request: CartRequest): Promise<CartOutcome> => {
    const { sku, quantity } = request;
    const { id, cart, createFor } = await findOrBeginCart(parts, viewer, request.cartId);
    if (await parts.carts.isChangedAlready(id)) return done(await parts.priceCart(await cartAfter(parts, id)));
    const line = lineAfter(cart, request, mode);
    const price = line.quantity > 0 ? await priceOf(parts, cart, line) : done(0);
    if (!price.ok) return price;
    const creation = createFor === undefined ? {} : { createFor };
    complain(await parts.carts.change({ id, sku, quantity, mode, seenPrice: price.value, ...creation }));
    return done(await parts.priceCart(await cartAfter(parts, id)));
  };

/** Takes everything out of a cart, its codes too. Throws NOT_FOUND. */
export const makeClearCart =
  (parts: Pick<Parts, 'carts' | 'checkoutQueries' | 'priceCart'>) =>
  async (viewer: Viewer, cartId?: string): Promise<CartView> => {
    const { id } = await findCart(parts, viewer, cartId);
    await parts.carts.clear(id);
    return parts.priceCart(await cartAfter(parts, id));
  };
