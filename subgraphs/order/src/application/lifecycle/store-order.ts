import { randomBytes } from 'node:crypto';
import { newId } from '@cardstock/contracts';
import type { PlacedOrder } from '../../domain/order/events.ts';
import { exists } from '../../domain/order/evolve.ts';
import { NO_ORDER } from '../../domain/order/order.ts';
import { orderNumber } from '../../domain/order/order-number.ts';
import { NEW_SAGA } from '../../saga/saga.ts';
import type { CheckoutRefusal } from '../checkout/checkout-outcomes.ts';
import type { CartClaim, CheckoutScope, InCheckoutTransaction } from '../checkout/checkout-ports.ts';
import type { PricedBasket } from '../checkout/price-basket.ts';
import type { PlaceOrderRequest } from '../checkout/requests.ts';
import type { KeyClaim } from '../ports.ts';
import { toView } from '../reading/to-view.ts';
import type { OrderView } from '../reading/views.ts';
import type { HandleOrder } from './handle-order.ts';

export interface StoreParts {
  readonly checkout: InCheckoutTransaction;
  readonly handleOrder: HandleOrder;
  readonly now: () => Date;
}

export interface Draft {
  readonly customerId: string;
  readonly bodyHash: string;
  readonly request: PlaceOrderRequest;
  readonly basket: PricedBasket;
  /** Where the pieces come from a cart. */
  readonly claim?: CartClaim | undefined;
}

/** The pieces were ordered by another before: the cart is not what it was. */
export type CartMoved = { readonly code: 'CART_MOVED' };
type Obstacle = CheckoutRefusal | CartMoved;
type Stored = { readonly placed: OrderView } | { readonly taken: KeyClaim } | { readonly obstacle: Obstacle };

/** Undoes the transaction: an order that cannot have what it needs leaves no trace, and its key stays free. */
class NotPlaced extends Error {
  override readonly name = 'NotPlaced';
  constructor(readonly obstacle: Obstacle) {
    super(obstacle.code);
  }
}

const orderFrom = ({ customerId, request, basket }: Draft, at: Date): PlacedOrder => {
  const { id, name, carrier, estimatedDays } = basket.shipping;
  return {
    id: newId(),
    number: orderNumber(at, randomBytes(8)),
    customerId,
    lines: basket.lines,
    totals: basket.totals,
    shippingAddress: request.shippingAddress,
    payment: request.payment,
    pricing: { discounts: basket.discounts, taxes: basket.taxes, shipping: { id, name, carrier, estimatedDays } },
  };
};

/** The codes in the order of their ids, so that two orders with the same two codes never wait for each other. */
const inOrder = ({ promotions }: PricedBasket) => promotions.toSorted((one, other) => (one.id < other.id ? -1 : 1));

const useUp = async ({ checkout }: CheckoutScope, draft: Draft, orderId: string, at: Date): Promise<void> => {
  const { customerId, basket, claim, request } = draft;
  if (claim && !(await checkout.claimCart(claim, orderId, at))) throw new NotPlaced({ code: 'CART_MOVED' });
  if (request.quoteId !== undefined) {
    const use = await checkout.useQuote(request.quoteId, orderId, at);
    if (!use.isUsed) throw new NotPlaced({ code: 'QUOTE_EXPIRED', quoteId: request.quoteId, problem: use.problem });
  }
  for (const promotion of inOrder(basket)) {
    const reason = await checkout.usePromotion(promotion, { orderId, customerId, at });
    if (reason) throw new NotPlaced({ code: 'PROMOTION_NOT_APPLICABLE', promotionCode: promotion.code, reason });
  }
};

const write = async ({ handleOrder, now }: StoreParts, scope: CheckoutScope, draft: Draft): Promise<Stored> => {
  const { customerId, bodyHash, request } = draft;
  const at = now();
  const order = orderFrom(draft, at);
  const taken = await scope.orders.claimKey({ customerId, key: request.idempotencyKey, bodyHash, orderId: order.id });
  if (taken) return { taken };
  await useUp(scope, draft, order.id, at);
  const nothing = { id: order.id, order: NO_ORDER, version: 0, saga: NEW_SAGA };
  const cause = { actor: { kind: 'customer', id: customerId }, correlationId: newId() } as const;
  const outcome = await handleOrder(scope, nothing, { type: 'PlaceOrder', at, order }, cause);
  if (!outcome.ok || !exists(outcome.value.order)) throw new Error('a new order was refused');
  return { placed: toView(outcome.value.order, outcome.value.version) };
};

/**
 * Stores a new order in one transaction with its idempotency key and all that it uses up: codes, a quote, pieces of a
 * cart. Tells what the key stands for already, or what is in the way.
 */
export const storeOrder = async (parts: StoreParts, draft: Draft): Promise<Stored> => {
  try {
    return await parts.checkout((scope) => write(parts, scope, draft));
  } catch (err) {
    if (err instanceof NotPlaced) return { obstacle: err.obstacle };
    throw err;
  }
};
