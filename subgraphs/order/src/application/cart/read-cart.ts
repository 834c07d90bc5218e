import { inMarketCurrency, isUuid } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { lineTotal, subtotalOf } from '../../domain/pricing/pricing.ts';
import { offGoods, problemOf } from '../../domain/pricing/promotion.ts';
import type { CheckoutQueries } from '../checkout/checkout-ports.ts';
import type { FindOffers } from '../ports.ts';
import type { CartPromotionView, CartView } from '../reading/views.ts';
import type { StoredCart } from './cart-ports.ts';
import { type CartParts, currentCart } from './current-cart.ts';
import { ownCartId } from './own-cart.ts';

export type PriceCart = (cart: StoredCart) => Promise<CartView>;

interface PriceParts {
  readonly findOffers: FindOffers;
  readonly checkoutQueries: Pick<CheckoutQueries, 'findPromotions'>;
  readonly now: () => Date;
}

/** What the codes in a cart are good for now. */
const promotionsIn = async (
  { checkoutQueries, now }: PriceParts,
  { codes: noted }: StoredCart,
  subtotal: number,
): Promise<CartPromotionView[]> => {
  const codes = Object.values(noted);
  const found = codes.length > 0 ? await checkoutQueries.findPromotions(codes) : [];
  return codes.map((code) => {
    const promotion = found.find((one) => one.code === code);
    const problem = promotion ? (problemOf(promotion, subtotal, now()) ?? null) : 'UNKNOWN';
    const isGood = promotion !== undefined && problem === null;
    return { code, problem, discount: isGood ? inMarketCurrency(offGoods(promotion, subtotal)) : null };
  });
};

/** Prices a cart as of now; what is no longer sold is left out. */
export const makePriceCart =
  (parts: PriceParts): PriceCart =>
  async (cart) => {
    const { id, lines, expiresAt } = cart;
    const offers = await parts.findOffers(lines.map(({ sku }) => sku));
    const priced = lines.flatMap(({ sku, quantity, seenPrice }) => {
      const unitPrice = offers.get(sku)?.price;
      if (!unitPrice) return [];
      const hasChanged = seenPrice !== null && seenPrice !== unitPrice.amount;
      const priceChangedFrom = hasChanged ? { ...unitPrice, amount: seenPrice } : null;
      return [{ sku, quantity, unitPrice, total: lineTotal({ unitPrice, quantity }), priceChangedFrom }];
    });
    const subtotal = subtotalOf(priced);
    return { id, lines: priced, subtotal, promotions: await promotionsIn(parts, cart, subtotal.amount), expiresAt };
  };

/** A cart by its id, or the viewer's own; null for one that there is not, or that is somebody else's. */
export const makeReadCart =
  (parts: CartParts, priceCart: PriceCart) =>
  async (viewer: Viewer, cartId?: string): Promise<CartView | null> => {
    const userId = viewer.kind === 'user' ? viewer.id : null;
    const id = cartId ?? (userId === null ? undefined : ownCartId(userId));
    if (id === undefined || !isUuid(id)) return null;
    const cart = await currentCart(parts, id);
    const isUsable = cart !== undefined && (cart.ownerId === null || cart.ownerId === userId);
    return isUsable ? priceCart(cart) : null;
  };
