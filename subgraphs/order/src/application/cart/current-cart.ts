import type { CheckoutQueries } from '../checkout/checkout-ports.ts';
import type { Carts, StoredCart } from './cart-ports.ts';

export interface CartParts {
  readonly carts: Carts;
  readonly checkoutQueries: Pick<CheckoutQueries, 'ordersFromCart'>;
}

/** Takes out what PostgreSQL knows to be ordered from a cart and Redis does not. Returns whether there was any. */
export const catchUp = async ({ carts, checkoutQueries }: CartParts, cart: StoredCart): Promise<boolean> => {
  const claims = await checkoutQueries.ordersFromCart(cart.life, cart.ordered);
  for (const claim of claims) await carts.takeOut(cart.id, claim);
  return claims.length > 0;
};

/**
 * A cart without what was ordered from it. An order takes its pieces out after it is stored, never before, so that no
 * crash loses them; where the process died in between, the mark that it left behind has PostgreSQL asked here.
 */
export const currentCart = async (parts: CartParts, id: string): Promise<StoredCart | undefined> => {
  const cart = await parts.carts.read(id);
  if (!cart?.isPlacing) return cart;
  return (await catchUp(parts, cart)) ? parts.carts.read(id) : cart;
};
