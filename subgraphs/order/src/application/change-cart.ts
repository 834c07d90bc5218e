import { randomUUID } from 'node:crypto';
import type { SkuQuantity } from '@cardstock/contracts';
import { badUserInput, notFound, type Viewer } from '@cardstock/service';
import { MAX_LINES, MAX_QUANTITY } from '../domain/limits.ts';
import { MAX_TOTAL, subtotalOf } from '../domain/pricing.ts';
import type { CartRequest } from './index.ts';
import { type CartOutcome, type CartRefusal, done, refused } from './outcomes.ts';
import { ownCartId } from './own-cart.ts';
import type { AskAvailability, CartChange, Carts, FindOffers, StoredCart } from './ports.ts';
import type { PriceCart } from './read-cart.ts';

interface Parts {
  readonly carts: Carts;
  readonly findOffers: FindOffers;
  readonly askAvailability: AskAvailability;
  readonly priceCart: PriceCart;
}

type Mode = 'add' | 'set';

const ownerOf = (viewer: Viewer): string | null => (viewer.kind === 'user' ? viewer.id : null);

/** Which cart is meant, and whose it becomes where it is new. Throws NOT_FOUND for a cart that is not the viewer's. */
const findCart = async (carts: Carts, viewer: Viewer, wanted: string | undefined) => {
  const owner = ownerOf(viewer);
  const own = owner === null ? undefined : ownCartId(owner);
  const id = wanted ?? own ?? randomUUID();
  const cart = await carts.read(id);
  if (cart && cart.ownerId !== null && cart.ownerId !== owner) throw notFound('cart');
  const mayCreate = wanted === undefined || wanted === own;
  if (!cart && !mayCreate) throw notFound('cart');
  return { id, cart, ...(mayCreate ? { createFor: owner } : {}) };
};

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
  const known = await ask(sku);
  if (!known || known.mayExceed || known.available >= requested) return undefined;
  return { code: 'STOCK_INSUFFICIENT', sku, requested, available: known.available };
};

/** The line of a cart as the change would leave it. */
const lineAfter = (cart: StoredCart | undefined, { sku, quantity }: CartRequest, mode: Mode): SkuQuantity => {
  const already = mode === 'add' ? (cart?.lines.find((line) => line.sku === sku)?.quantity ?? 0) : 0;
  return { sku, quantity: already + quantity };
};

/** Why a cart cannot have such a line. Throws BAD_USER_INPUT where nobody could pay it together with the others. */
const refusalOf = async (
  { findOffers, askAvailability }: Parts,
  cart: StoredCart | undefined,
  { sku, quantity }: SkuQuantity,
): Promise<CartRefusal | undefined> => {
  const others = (cart?.lines ?? []).filter((line) => line.sku !== sku);
  const lines = [...others, { sku, quantity }];
  const offers = await findOffers(lines.map((line) => line.sku));
  if (!offers.has(sku)) return { code: 'SKU_UNKNOWN', skus: [sku] };
  const priced = lines.flatMap((line) => {
    const unitPrice = offers.get(line.sku)?.price;
    return unitPrice ? [{ unitPrice, quantity: line.quantity }] : [];
  });
  if (subtotalOf(priced).amount > MAX_TOTAL) {
    throw badUserInput({ field: 'input.quantity', message: `a cart may cost at most ${MAX_TOTAL} in all` });
  }
  return shortageOf(askAvailability, sku, quantity);
};

/** Adds pieces to a cart, or sets their number. Parallel changes never lose each other. */
export const makeChangeCart =
  (parts: Parts, mode: Mode) =>
  async (viewer: Viewer, request: CartRequest): Promise<CartOutcome> => {
    const { carts, priceCart } = parts;
    const { sku, quantity } = request;
    const { id, cart, createFor } = await findCart(carts, viewer, request.cartId);
    const line = lineAfter(cart, request, mode);
    const refusal = line.quantity > 0 ? await refusalOf(parts, cart, line) : undefined;
    if (refusal) return refused(refusal);
    complain(await carts.change({ id, sku, quantity, mode, ...(createFor === undefined ? {} : { createFor }) }));
    const changed = await carts.read(id);
    if (!changed) throw notFound('cart');
    return done(await priceCart(changed));
  };
