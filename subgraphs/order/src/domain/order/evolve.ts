import { followMoney, NO_MONEY } from '../payment/money-state.ts';
import { withoutPieces } from '../pricing/allocation.ts';
import type { Allocation, EventOf, OrderEvent, PlacedOrder } from './events.ts';
import { type ExistingOrder, isDead, isInWarehouse, isSent, NO_ORDER, type Order, type PendingOrder } from './order.ts';

const untouched = ({ totals }: PlacedOrder) =>
  ({
    money: NO_MONEY,
    orderedTotal: totals.grandTotal,
    change: null,
    changesDone: [],
    notes: 0,
    backorder: null,
  }) as const;

const reserve = ({ backorder: _over, ...order }: PendingOrder, allocations: readonly Allocation[]): Order => ({
  ...order,
  status: 'RESERVED',
  allocations,
});

const cancelLines = (order: Order, { data }: EventOf<'LinesCancelled'>): Order => {
  if (order.status === 'NONE' || order.status === 'PENDING' || isDead(order)) return order;
  const { left, totals, ...change } = data;
  return {
    ...order,
    lines: left,
    totals,
    allocations: withoutPieces(order.allocations, change.released),
    change: change.released.length > 0 ? { ...change, stage: 'RELEASING' } : null,
    changesDone: [...order.changesDone, change.changeId],
  };
};

const authorize = (order: Order, { data: { paymentId } }: EventOf<'PaymentAuthorized'>): Order => {
  if (order.status === 'RESERVED') return { ...order, status: 'AUTHORIZED', paymentId };
  // Set aside once more, because the provider let go of the first.
  if (isInWarehouse(order) || isSent(order)) return { ...order, paymentId };
  // The provider's yes came after the order had ended: the money must be let go again.
  if (isDead(order)) return { ...order, paymentId, isVoided: false };
  return order;
};

const ship = (order: Order, { data: { status, ...parcel } }: EventOf<'ShipmentProgressed'>): Order => {
  if (isInWarehouse(order)) {
    if (status === 'PICKING' || status === 'PACKED') return { ...order, status, parcel };
    const { cancellation: _over, ...rest } = order;
    return { ...rest, status, parcel, isCaptured: false, isCommitted: false, isWrittenOff: false };
  }
  return order.status === 'SHIPPED' && status === 'DELIVERED' ? { ...order, status, parcel } : order;
};

const end = (order: Order, status: 'REJECTED' | 'CANCELLED', reason: string): Order => {
  if (order.status === 'NONE' || isDead(order) || isSent(order)) return order;
  const { id, number, customerId, lines, totals, shippingAddress, payment, placedAt, money, orderedTotal } = order;
  const paymentId = 'paymentId' in order ? order.paymentId : null;
  const placed = { id, number, customerId, lines, totals, shippingAddress, payment, placedAt, money, orderedTotal };
  const unchanged = { change: null, changesDone: order.changesDone, notes: order.notes };
  return { ...placed, ...unchanged, status, reason, paymentId, isVoided: false, isReleased: false };
};

const settle = (order: Order, done: Partial<{ isCaptured: boolean; isCommitted: boolean }>): Order =>
  isSent(order) ? { ...order, ...done } : order;

const unwind = (order: Order, done: Partial<{ isVoided: boolean; isReleased: boolean }>): Order =>
  isDead(order) ? { ...order, ...done } : order;

const progress = (order: Order, event: OrderEvent): Order => {
  switch (event.type) {
    case 'OrderPlaced':
      return order.status === 'NONE'
        ? { ...event.data, status: 'PENDING', placedAt: event.at, ...untouched(event.data) }
        : order;
    case 'StockReserved':
      return order.status === 'PENDING' ? reserve(order, event.data.allocations) : order;
    case 'StockBackordered':
      return order.status === 'PENDING' ? { ...order, backorder: event.data } : order;
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
    case 'CancellationOfLinesRequested':
      return order.status === 'NONE' ? order : { ...order, change: { ...event.data, stage: 'ASKED' } };
    case 'CancellationOfLinesRefused':
      return order.status === 'NONE' ? order : { ...order, change: null };
    case 'LinesCancelled':
      return cancelLines(order, event);
    case 'LinesReleased':
      return order.status === 'NONE' ? order : { ...order, change: null };
    case 'SagaAbandoned':
      return isSent(order) ? { ...order, isWrittenOff: true } : order;
    case 'OrderReturned':
      return isSent(order) ? { ...order, status: 'RETURNED' } : order;
    case 'OrderNoted':
      return order.status === 'NONE' ? order : { ...order, notes: order.notes + 1 };
    case 'SagaRetried':
    case 'ReservationRefused':
    case 'PaymentDeclined':
    case 'PaymentScored':
    case 'PaymentApproved':
    case 'PaymentActionRequired':
    case 'AuthorizationLost':
    case 'CaptureRefused':
    case 'RefundRequested':
    case 'PaymentRefunded':
    case 'RefundFailed':
    case 'PaymentDisputed':
      return order;
  }
};

/** What an order is after a fact. Never fails: a fact that means nothing to a status changes nothing. */
export const evolve = (order: Order, event: OrderEvent): Order => {
  const next = progress(order, event);
  return next.status === 'NONE' ? next : { ...next, money: followMoney(next.money, event) };
};

/** The order that a history tells of. */
export const fold = (events: readonly OrderEvent[], from: Order = NO_ORDER): Order => events.reduce(evolve, from);

export const exists = (order: Order): order is ExistingOrder => order.status !== 'NONE';
