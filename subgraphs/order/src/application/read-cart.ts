import type { Viewer } from '@cardstock/service';
import { lineTotal, subtotalOf } from '../domain/pricing.ts';
import { isUuid } from './is-uuid.ts';
import { ownCartId } from './own-cart.ts';
import type { Carts, FindOffers, StoredCart } from './ports.ts';
import type { CartView } from './views.ts';

export type PriceCart = (cart: StoredCart) => Promise<CartView>;

/** Prices a cart as of now; what is no longer sold is left out. */
export const makePriceCart =
  (findOffers: FindOffers): PriceCart =>
  async ({ id, lines, expiresAt }) => {
    const offers = await findOffers(lines.map(({ sku }) => sku));
    const priced = lines.flatMap(({ sku, quantity }) => {
      const unitPrice = offers.get(sku)?.price;
      return unitPrice ? [{ sku, quantity, unitPrice, total: lineTotal({ unitPrice, quantity }) }] : [];
    });
    return { id, lines: priced, subtotal: subtotalOf(priced), expiresAt };
  };

/** A cart by its id, or the viewer's own; null for one that there is not, or that is somebody else's. */
export const makeReadCart =
  (carts: Carts, priceCart: PriceCart) =>
  async (viewer: Viewer, cartId?: string): Promise<CartView | null> => {
    const userId = viewer.kind === 'user' ? viewer.id : null;
    const id = cartId ?? (userId === null ? undefined : ownCartId(userId));
    if (id === undefined || !isUuid(id)) return null;
    const cart = await carts.read(id);
    const isUsable = cart !== undefined && (cart.ownerId === null || cart.ownerId === userId);
    return isUsable ? priceCart(cart) : null;
  };
