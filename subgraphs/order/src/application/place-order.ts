import { createHash } from 'node:crypto';
import { badUserInput, type Viewer } from '@cardstock/service';
import { requireUser } from './access.ts';
import type { PlaceOrderRequest } from './index.ts';
import { linesToOrder } from './lines-to-order.ts';
import { done, type PlaceOrderOutcome, refused } from './outcomes.ts';
import type { Carts, FindOffers, KeyClaim, OrderQueries } from './ports.ts';
import { priceLines } from './price-lines.ts';
import { type StoreParts, storeOrder } from './store-order.ts';

interface Parts extends StoreParts {
  readonly queries: Pick<OrderQueries, 'keyClaim' | 'ordersByIds'>;
  readonly carts: Carts;
  readonly findOffers: FindOffers;
}

interface Placing {
  readonly customerId: string;
  readonly bodyHash: string;
  readonly request: PlaceOrderRequest;
}

const hashOf = ({ idempotencyKey: _key, ...body }: PlaceOrderRequest): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex');

/** What a key that was used before is answered with. */
const answerTo = async ({ queries }: Parts, { bodyHash }: Placing, claim: KeyClaim): Promise<PlaceOrderOutcome> => {
  if (claim.bodyHash !== bodyHash) return refused({ code: 'IDEMPOTENCY_CONFLICT' });
  const [order] = await queries.ordersByIds([claim.orderId]);
  if (!order) throw new Error(`the order ${claim.orderId} of an idempotency key is not there`);
  return done(order);
};

const place = async (parts: Parts, placing: Placing): Promise<PlaceOrderOutcome> => {
  const { request, customerId } = placing;
  const wanted = await linesToOrder(parts.carts, customerId, request);
  if (wanted.length === 0) return refused({ code: 'CART_EMPTY' });
  const priced = await priceLines(parts.findOffers, wanted, request.expectedTotal);
  if (!priced.ok) return priced;
  const stored = await storeOrder(parts, { ...placing, lines: priced.value });
  if ('taken' in stored) return answerTo(parts, placing, stored.taken);
  if (request.cartId !== undefined) await parts.carts.takeOut(request.cartId, wanted);
  return done(stored.placed);
};

/**
 * Places an order, once per idempotency key. A key that is known is answered from what it made then. A refusal looks
 * once more: a twin of this request may have placed the order, and emptied the cart, in the meantime.
 */
export const makePlaceOrder =
  (parts: Parts) =>
  async (viewer: Viewer, request: PlaceOrderRequest): Promise<PlaceOrderOutcome> => {
    const { id: customerId } = requireUser(viewer);
    if ((request.cartId === undefined) === (request.lines === undefined)) {
      throw badUserInput({ field: 'input', message: 'needs exactly one of cartId and lines' });
    }
    const placing: Placing = { customerId, bodyHash: hashOf(request), request };
    const findClaim = () => parts.queries.keyClaim(customerId, request.idempotencyKey);
    const known = await findClaim();
    if (known) return answerTo(parts, placing, known);
    const outcome = await place(parts, placing);
    const twin = outcome.ok ? undefined : await findClaim();
    return twin ? answerTo(parts, placing, twin) : outcome;
  };
