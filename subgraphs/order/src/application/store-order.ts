import { randomBytes } from 'node:crypto';
import { newId } from '@cardstock/contracts';
import type { OrderLine, PlacedOrder } from '../domain/events.ts';
import { exists } from '../domain/evolve.ts';
import { NO_ORDER } from '../domain/order.ts';
import { orderNumber } from '../domain/order-number.ts';
import { totalsOf } from '../domain/pricing.ts';
import { NEW_SAGA } from '../saga/saga.ts';
import type { HandleOrder } from './handle-order.ts';
import type { PlaceOrderRequest } from './index.ts';
import type { InOrderTransaction, KeyClaim } from './ports.ts';
import { toView } from './to-view.ts';
import type { OrderView } from './views.ts';

export interface StoreParts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly now: () => Date;
}

export interface Draft {
  readonly customerId: string;
  readonly bodyHash: string;
  readonly request: PlaceOrderRequest;
  readonly lines: readonly OrderLine[];
}

type Stored = { readonly placed: OrderView } | { readonly taken: KeyClaim };

const orderFrom = ({ customerId, request, lines }: Draft, at: Date): PlacedOrder => ({
  id: newId(),
  number: orderNumber(at, randomBytes(8)),
  customerId,
  lines,
  totals: totalsOf(lines),
  shippingAddress: request.shippingAddress,
  payment: request.payment,
});

/** Stores a new order together with its idempotency key, or tells what the key stands for already. */
export const storeOrder = ({ transact, handleOrder, now }: StoreParts, draft: Draft): Promise<Stored> =>
  transact(async (scope): Promise<Stored> => {
    const { customerId, bodyHash, request } = draft;
    const at = now();
    const order = orderFrom(draft, at);
    const taken = await scope.orders.claimKey({ customerId, key: request.idempotencyKey, bodyHash, orderId: order.id });
    if (taken) return { taken };
    const nothing = { id: order.id, order: NO_ORDER, version: 0, saga: NEW_SAGA };
    const cause = { actor: { kind: 'customer', id: customerId }, correlationId: newId() } as const;
    const outcome = await handleOrder(scope, nothing, { type: 'PlaceOrder', at, order }, cause);
    if (!outcome.ok || !exists(outcome.value.order)) throw new Error('a new order was refused');
    return { placed: toView(outcome.value.order, outcome.value.version) };
  });
