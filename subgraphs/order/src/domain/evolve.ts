import type { EventOf, OrderEvent } from './events.ts';
import { type ExistingOrder, isDead, isInWarehouse, isSent, NO_ORDER, type Order } from './order.ts';

const authorize = (order: Order, { data: { paymentId } }: EventOf<'PaymentAuthorized'>): Order => {
  if (order.status === 'RESERVED') return { ...order, status: 'AUTHORIZED', paymentId };
  // The provider's yes came after the order had ended: the money must be let go again.
  if (isDead(order)) return { ...order, paymentId, isVoided: false };
  return order;
};

const ship = (order: Order, { data: { status, ...parcel } }: EventOf<'ShipmentProgressed'>): Order => {
  if (isInWarehouse(order)) {
    if (status === 'PICKING' || status === 'PACKED') return { ...order, status, parcel };
    const { cancellation: _over, ...rest } = order;
    return { ...rest, status, parcel, isCaptured: false, isCommitted: false };
  }
  return order.status === 'SHIPPED' && status === 'DELIVERED' ? { ...order, status, parcel } : order;
};

const end = (order: Order, status: 'REJECTED' | 'CANCELLED', reason: string): Order => {
  if (order.status === 'NONE' || isDead(order) || isSent(order)) return order;
  const { id, number, customerId, lines, totals, shippingAddress, payment, placedAt } = order;
  const paymentId = 'paymentId' in order ? order.paymentId : null;
  const placed = { id, number, customerId, lines, totals, shippingAddress, payment, placedAt };
  return { ...placed, status, reason, paymentId, isVoided: false, isReleased: false };
};

const settle = (order: Order, done: Partial<{ isCaptured: boolean; isCommitted: boolean }>): Order =>
  isSent(order) ? { ...order, ...done } : order;

const unwind = (order: Order, done: Partial<{ isVoided: boolean; isReleased: boolean }>): Order =>
  isDead(order) ? { ...order, ...done } : order;

/** What an order is after a fact. Never fails: a fact that means nothing to a status changes nothing. */
export const evolve = (order: Order, event: OrderEvent): Order => {
  switch (event.type) {
    case 'OrderPlaced':
      return order.status === 'NONE' ? { ...event.data, status: 'PENDING', placedAt: event.at } : order;
    case 'StockReserved':
      return order.status === 'PENDING' ? { ...order, status: 'RESERVED', allocations: event.data.allocations } : order;
    case 'PaymentAuthorized':
      return authorize(order, event);
    case 'OrderConfirmed':
      return order.status === 'AUTHORIZED'
        ? { ...order, status: 'CONFIRMED', parcel: null, cancellation: null }
        : order;
    case 'ShipmentOpened':
      return isInWarehouse(order) ? { ...order, parcel: event.data } : order;
    case 'ShipmentProgressed':
      return ship(order, event);
    case 'PaymentCaptured':
      return settle(order, { isCaptured: true });
    case 'StockCommitted':
      return settle(order, { isCommitted: true });
    case 'OrderCompleted':
      return order.status === 'DELIVERED' ? { ...order, status: 'COMPLETED' } : order;
    case 'CancellationRequested':
      return isInWarehouse(order) ? { ...order, cancellation: event.data.reason } : order;
    case 'CancellationRefused':
      return isInWarehouse(order) ? { ...order, cancellation: null } : order;
    case 'OrderRejected':
      return end(order, 'REJECTED', event.data.reason);
    case 'OrderCancelled':
      return end(order, 'CANCELLED', event.data.reason);
    case 'PaymentVoided':
      return unwind(order, { isVoided: true });
    case 'StockReleased':
      return unwind(order, { isReleased: true });
    case 'ReservationRefused':
    case 'PaymentDeclined':
      return order;
  }
};

/** The order that a history tells of. */
export const fold = (events: readonly OrderEvent[], from: Order = NO_ORDER): Order => events.reduce(evolve, from);

export const exists = (order: Order): order is ExistingOrder => order.status !== 'NONE';
