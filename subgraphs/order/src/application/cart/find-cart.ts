import { randomUUID } from 'node:crypto';
import { idFrom } from '@cardstock/contracts';
import { currentKeyedRequest, notFound, type Viewer } from '@cardstock/service';
import type { StoredCart } from './cart-ports.ts';
import { type CartParts, currentCart } from './current-cart.ts';
import { ownCartId } from './own-cart.ts';

const ownerOf = (viewer: Viewer): string | null => (viewer.kind === 'user' ? viewer.id : null);

/** Repeated under its idempotency key, a guest's request comes to the cart that it began. */
const newCartId = (): string => {
  const request = currentKeyedRequest();
  return request ? idFrom('guest-cart', request.key, request.place) : randomUUID();
};

interface WantedCart {
  readonly id: string;
  readonly cart: StoredCart | undefined;
  /** Whose it becomes where it is new; not there where it must exist. */
  readonly createFor?: string | null;
}

/** Which cart is meant, and whose it becomes where it is new. Throws NOT_FOUND for a cart that is not the viewer's. */
export const findOrBeginCart = async (
  parts: CartParts,
  viewer: Viewer,
  wanted: string | undefined,
): Promise<WantedCart> => {
  const owner = ownerOf(viewer);
  const own = owner === null ? undefined : ownCartId(owner);
  const id = wanted ?? own ?? newCartId();
  const cart = await currentCart(parts, id);
  if (cart && cart.ownerId !== null && cart.ownerId !== owner) throw notFound('cart');
  const mayCreate = wanted === undefined || wanted === own;
  if (!cart && !mayCreate) throw notFound('cart');
  return { id, cart, ...(mayCreate ? { createFor: owner } : {}) };
};

/** The same for a cart that must be there. */
export const findCart = async (parts: CartParts, viewer: Viewer, wanted: string | undefined): Promise<StoredCart> => {
  const { cart } = await findOrBeginCart(parts, viewer, wanted);
  if (!cart) throw notFound('cart');
  return cart;
};

/** A cart as it is after a change. Throws NOT_FOUND where it has gone in the meantime. */
export const cartAfter = async (parts: CartParts, id: string): Promise<StoredCart> => {
  const cart = await currentCart(parts, id);
  if (!cart) throw notFound('cart');
  return cart;
};
