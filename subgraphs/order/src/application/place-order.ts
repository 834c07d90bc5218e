import { createHash, randomBytes } from 'node:crypto';
import { newId, type SkuQuantity } from '@cardstock/contracts';
import { badUserInput, unavailable, type Viewer } from '@cardstock/service';
import type { OrderLine, PlacedOrder } from '../domain/events.ts';
import { exists } from '../domain/evolve.ts';
import { orderNumber } from '../domain/order-number.ts';
import { MAX_TOTAL, totalsOf } from '../domain/pricing.ts';
import { requireUser } from './access.ts';
import { OfferUnavailable } from './errors.ts';
import type { HandleOrder } from './handle-order.ts';
import type { PlaceOrderRequest } from './index.ts';
import { linesToOrder } from './lines-to-order.ts';
import { done, type PlaceOrderOutcome, type PlaceOrderRefusal, type Result, refused } from './outcomes.ts';
import type { Carts, FindOffers, InOrderTransaction, KeyClaim, Offer, OrderQueries, OrderScope } from './ports.ts';
import { toView } from './to-view.ts';

interface Parts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly queries: Pick<OrderQueries, 'keyClaim' | 'ordersByIds'>;
  readonly carts: Carts;
  readonly findOffers: FindOffers;
  readonly now: () => Date;
}

const hashOf = ({ idempotencyKey: _key, ...body }: PlaceOrderRequest): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex');

const offersFor = async (findOffers: FindOffers, skus: readonly string[]): Promise<ReadonlyMap<string, Offer>> => {
  try {
    return await findOffers(skus);
  } catch (err) {
    if (err instanceof OfferUnavailable) throw unavailable('catalog');
    throw err;
  }
};

/** Prices the lines as of now. */
const priceLines = async (
  findOffers: FindOffers,
  wanted: readonly SkuQuantity[],
): Promise<Result<OrderLine[], PlaceOrderRefusal>> => {
  const offers = await offersFor(
    findOffers,
    wanted.map(({ sku }) => sku),
  );
  const unknown = wanted.filter(({ sku }) => !offers.has(sku)).map(({ sku }) => sku);
  if (unknown.length > 0) return refused({ code: 'SKU_UNKNOWN', skus: unknown });
  return done(
    wanted.flatMap(({ sku, quantity }) => {
      const offer = offers.get(sku);
      return offer ? [{ id: newId(), sku, title: offer.title, quantity, unitPrice: offer.price }] : [];
    }),
  );
};

const makePlacing = (parts: Parts, customerId: string, request: PlaceOrderRequest) => {
  const { transact, handleOrder, queries, carts, findOffers, now } = parts;
  const bodyHash = hashOf(request);
  const { idempotencyKey: key, shippingAddress, payment, expectedTotal } = request;

  const answerTo = async (claim: KeyClaim): Promise<PlaceOrderOutcome> => {
    if (claim.bodyHash !== bodyHash) return refused({ code: 'IDEMPOTENCY_CONFLICT' });
    const [order] = await queries.ordersByIds([claim.orderId]);
    if (!order) throw new Error(`the order ${claim.orderId} of an idempotency key is not there`);
    return done(order);
  };

  const store = async (scope: OrderScope, lines: readonly OrderLine[]): Promise<PlaceOrderOutcome | KeyClaim> => {
    const at = now();
    const order: PlacedOrder = {
      id: newId(),
      number: orderNumber(at, randomBytes(8)),
      customerId,
      lines,
      totals: totalsOf(lines),
      shippingAddress,
      payment,
    };
    const taken = await scope.orders.claimKey({ customerId, key, bodyHash, orderId: order.id });
    if (taken) return taken;
    const cause = { actor: { kind: 'customer', id: customerId }, correlationId: newId() } as const;
    const stored = await scope.orders.load(order.id);
    const outcome = await handleOrder(scope, stored, { type: 'PlaceOrder', at, order }, cause);
    if (!outcome.ok || !exists(outcome.value.order)) throw new Error('a new order was refused');
    return done(toView(outcome.value.order, outcome.value.version));
  };

  const place = async (): Promise<PlaceOrderOutcome> => {
    const wanted = await linesToOrder(carts, customerId, request);
    if (wanted.length === 0) return refused({ code: 'CART_EMPTY' });
    const priced = await priceLines(findOffers, wanted);
    if (!priced.ok) return priced;
    const actualTotal = totalsOf(priced.value).grandTotal.amount;
    if (expectedTotal !== undefined && expectedTotal !== actualTotal) {
      return refused({ code: 'PRICE_CHANGED', expectedTotal, actualTotal });
    }
    if (actualTotal > MAX_TOTAL)
      throw badUserInput({ field: 'input.lines', message: `may cost at most ${MAX_TOTAL} in all` });
    const outcome = await transact((scope) => store(scope, priced.value));
    if ('orderId' in outcome) return answerTo(outcome);
    if (request.cartId) await carts.takeOut(request.cartId, wanted);
    return outcome;
  };
  return { answerTo, place, find: () => queries.keyClaim(customerId, key) };
};

/**
 * Places an order, once per idempotency key. A key that is known is answered from what it made then. A refusal looks
 * once more: a twin of this request may have placed the order, and emptied the cart, in the meantime.
 */
export const makePlaceOrder =
  (parts: Parts) =>
  async (viewer: Viewer, request: PlaceOrderRequest): Promise<PlaceOrderOutcome> => {
    const { id } = requireUser(viewer);
    if ((request.cartId === undefined) === (request.lines === undefined)) {
      throw badUserInput({ field: 'input', message: 'needs exactly one of cartId and lines' });
    }
    const { find, answerTo, place } = makePlacing(parts, id, request);
    const known = await find();
    if (known) return answerTo(known);
    const outcome = await place();
    if (outcome.ok) return outcome;
    const twin = await find();
    return twin ? answerTo(twin) : outcome;
  };
