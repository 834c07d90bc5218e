import {
  type Contract,
  idFrom,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderFulfilled,
  OrderPaymentReceived,
} from '@cardstock/contracts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { ExistingOrder } from '../../domain/order/order.ts';
import type { OrderScope } from '../ports.ts';

interface Milestone {
  readonly event: OrderEvent;
  readonly after: ExistingOrder;
  readonly version: number;
  readonly correlationId: string;
}

/** Tells whoever wants to know of the great moments of an order; what nobody takes is not written. */
export const sendMilestone = (scope: OrderScope, { event, after, version, correlationId }: Milestone): void => {
  const { id, number, customerId, totals } = after;
  const order = { orderId: id, number, customerId };
  const tell = <Data>(contract: Contract<string, Data>, data: Data): void => {
    const to = { id: idFrom(id, contract.type, version), subject: id, sequence: version, occurredAt: event.at };
    scope.send(contract, data, { ...to, correlationId });
  };
  switch (event.type) {
    case 'OrderPlaced':
      tell(OrderCreated, { ...order, grandTotal: totals.grandTotal });
      return;
    case 'OrderConfirmed':
      tell(OrderConfirmed, { ...order, grandTotal: totals.grandTotal });
      return;
    case 'PaymentCaptured':
      tell(OrderPaymentReceived, { ...order, amount: event.data.amount });
      return;
    case 'OrderCancelled':
      tell(OrderCancelled, { ...order, reason: event.data.reason });
      return;
    case 'ShipmentProgressed': {
      const { status, carrier, trackingNumber } = event.data;
      if (status === 'DELIVERED') tell(OrderFulfilled, { ...order, carrier, trackingNumber });
      return;
    }
    default:
      return;
  }
};
