import type { SkuQuantity } from '@cardstock/contracts';
import { badUserInput } from '@cardstock/service';
import { MAX_LINES, MAX_QUANTITY } from '../domain/limits.ts';
import { sumBySku } from '../domain/quantities.ts';
import type { PlaceOrderRequest } from './index.ts';
import type { Carts } from './ports.ts';

const checked = (lines: readonly SkuQuantity[]): readonly SkuQuantity[] => {
  const tooMany = lines.find(({ quantity }) => quantity > MAX_QUANTITY);
  if (tooMany) {
    throw badUserInput({ field: 'input.lines', message: `at most ${MAX_QUANTITY} pieces of ${tooMany.sku} in all` });
  }
  if (lines.length > MAX_LINES) throw badUserInput({ field: 'input.lines', message: `at most ${MAX_LINES} SKUs` });
  return lines;
};

/** What is to be ordered, one line per SKU: the request's own lines, or those of a cart that the customer may use. */
export const linesToOrder = async (
  carts: Carts,
  customerId: string,
  { cartId, lines = [] }: PlaceOrderRequest,
): Promise<readonly SkuQuantity[]> => {
  if (cartId === undefined) return checked(sumBySku(lines));
  const cart = await carts.read(cartId);
  const isUsable = cart !== undefined && (cart.ownerId === null || cart.ownerId === customerId);
  return isUsable ? checked(cart.lines) : [];
};
