import { notFound, type Viewer } from '@cardstock/service';
import { subtotalOf } from '../../domain/pricing/pricing.ts';
import { normalCode, slotOf } from '../../domain/pricing/promotion.ts';
import type { CartCodeOutcome } from '../checkout/checkout-outcomes.ts';
import type { CheckoutQueries } from '../checkout/checkout-ports.ts';
import { findPromotions } from '../checkout/find-promotions.ts';
import { done, refused } from '../outcomes.ts';
import type { CartView } from '../reading/views.ts';
import type { CartParts } from './current-cart.ts';
import { cartAfter, findCart } from './find-cart.ts';
import type { PriceCart } from './read-cart.ts';

interface Parts extends CartParts {
  readonly checkoutQueries: Pick<CheckoutQueries, 'findPromotions' | 'ordersFromCart'>;
  readonly priceCart: PriceCart;
  readonly now: () => Date;
}

export interface CartCodeRequest {
  readonly cartId?: string | undefined;
  readonly code: string;
}

/** Notes a code in a cart, if it can be used now. It is looked at again when the order is placed. Throws NOT_FOUND. */
export const makeApplyCode =
  (parts: Parts) =>
  async (viewer: Viewer, { cartId, code }: CartCodeRequest): Promise<CartCodeOutcome> => {
    const cart = await findCart(parts, viewer, cartId);
    if (await parts.carts.isChangedAlready(cart.id)) return done(await parts.priceCart(cart));
    const { lines } = await parts.priceCart(cart);
    const asked = { codes: [code], subtotal: subtotalOf(lines).amount, at: parts.now() };
    const found = await findPromotions(parts.checkoutQueries, asked);
    if (!found.ok) return found;
    for (const promotion of found.value) {
      const change = await parts.carts.applyCode(cart.id, slotOf(promotion), promotion.code);
      if (change === 'unknown-cart') throw notFound('cart');
      if (change === 'occupied') {
        return refused({ code: 'PROMOTION_NOT_APPLICABLE', promotionCode: promotion.code, reason: 'NOT_COMBINABLE' });
      }
    }
    return done(await parts.priceCart(await cartAfter(parts, cart.id)));
  };

/** Takes a code out of a cart; one that is not in it changes nothing. Throws NOT_FOUND. */
export const makeRemoveCode =
  (parts: Parts) =>
  async (viewer: Viewer, { cartId, code }: CartCodeRequest): Promise<CartView> => {
    const { id } = await findCart(parts, viewer, cartId);
    await parts.carts.removeCode(id, normalCode(code));
    return parts.priceCart(await cartAfter(parts, id));
  };
