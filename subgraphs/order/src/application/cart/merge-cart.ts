import { badUserInput, notFound, unavailable, type Viewer } from '@cardstock/service';
import { MAX_TOTAL, subtotalOf } from '../../domain/pricing/pricing.ts';
import { requireUser } from '../access.ts';
import type { CheckoutQueries } from '../checkout/checkout-ports.ts';
import { claimOf } from '../checkout/goods.ts';
import type { FindOffers } from '../ports.ts';
import type { MergedCartView } from '../reading/views.ts';
import type { ClippedLine, StoredCart } from './cart-ports.ts';
import { type CartParts, catchUp, currentCart } from './current-cart.ts';
import { cartAfter } from './find-cart.ts';
import { ownCartId } from './own-cart.ts';
import type { PriceCart } from './read-cart.ts';

interface Parts extends CartParts {
  readonly checkoutQueries: Pick<CheckoutQueries, 'ordersFromCart' | 'claimForMerge'>;
  readonly now: () => Date;
  readonly findOffers: FindOffers;
  readonly priceCart: PriceCart;
}

/** Throws BAD_USER_INPUT where nobody could pay the two carts together. */
const checkPayable = async ({ findOffers }: Parts, carts: readonly (StoredCart | undefined)[]): Promise<void> => {
  const lines = carts.flatMap((cart) => cart?.lines ?? []);
  const offers = await findOffers(lines.map(({ sku }) => sku));
  const priced = lines.flatMap(({ sku, quantity }) => {
    const unitPrice = offers.get(sku)?.price;
    return unitPrice ? [{ unitPrice, quantity }] : [];
  });
  if (subtotalOf(priced).amount <= MAX_TOTAL) return;
  throw badUserInput({ field: 'input.guestCartId', message: `the carts may cost at most ${MAX_TOTAL} together` });
};

const TRIES = 10;

/** Closes the guest cart with what no order takes out of it: an order that is being placed is either in front, or finds it gone. */
const closeGuest = async (parts: Parts, guestId: string, into: string): Promise<StoredCart | undefined> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const guest = await parts.carts.closeForMerge(guestId, into);
    if (!guest) return undefined;
    if (await parts.checkoutQueries.claimForMerge(claimOf(guest, guest.lines), into, parts.now())) return guest;
    await catchUp(parts, guest);
  }
  throw unavailable('cart');
};

const moveIn = async (parts: Parts, ownerId: string, guestId: string): Promise<readonly ClippedLine[]> => {
  const id = ownCartId(ownerId);
  const open = await currentCart(parts, guestId);
  if (open) await checkPayable(parts, [open, await currentCart(parts, id)]);
  const guest = await closeGuest(parts, guestId, id);
  const clipped = guest
    ? await parts.carts.mergeIn({ id, ownerId, guest })
    : await parts.carts.mergedBefore(id, guestId);
  if (!clipped) throw notFound('cart');
  await parts.carts.forget(guestId);
  return clipped;
};

/**
 * Moves what a guest cart holds into the viewer's own: once, however often it is asked for, and whichever process dies
 * in the middle. Says what did not fit. Throws NOT_FOUND for a cart that is no guest's, or went into somebody else's.
 */
export const makeMergeCart =
  (parts: Parts) =>
  async (viewer: Viewer, guestCartId: string): Promise<MergedCartView> => {
    const { id: ownerId } = requireUser(viewer);
    const clipped = await moveIn(parts, ownerId, guestCartId.toLowerCase());
    return { cart: await parts.priceCart(await cartAfter(parts, ownCartId(ownerId))), clipped };
  };
