import {
  type Addressing,
  AuthorizePayment,
  CancelFulfillment,
  CapturePayment,
  CommitStock,
  FulfilOrder,
  idFrom,
  OrderStatusChanged,
  ReduceFulfillment,
  RefundPayment,
  ReleaseLines,
  ReleaseStock,
  ReserveStock,
  VoidPayment,
} from '@cardstock/contracts';
import type { EventOf } from '../../domain/order/events.ts';
import { exists } from '../../domain/order/evolve.ts';
import type { ExistingOrder, OpenChange, Order } from '../../domain/order/order.ts';
import type { Request, SagaCommand } from '../../saga/commands.ts';
import type { OrderScope } from '../ports.ts';

interface Sending {
  readonly order: ExistingOrder;
  readonly at: Date;
  readonly correlationId: string;
}

const fulfilment = (order: ExistingOrder) => ({
  orderId: order.id,
  number: order.number,
  customerId: order.customerId,
  shippingAddress: order.shippingAddress,
  lines:
    'allocations' in order
      ? order.allocations.map(({ sku, quantity, warehouseId }) => ({ sku, quantity, warehouseId }))
      : [],
});

type Send = (scope: OrderScope, order: ExistingOrder, to: Omit<Addressing, 'source'>) => void;

/** The change that is under way: without one there is nothing to ask, and the step that asks is over. */
const sendChange =
  (send: (scope: OrderScope, orderId: string, change: OpenChange, to: Omit<Addressing, 'source'>) => void): Send =>
  (scope, { id, change }, to) => {
    if (change) send(scope, id, change, to);
  };

const SENDERS: Readonly<Record<SagaCommand, Send>> = {
  ReserveStock: (scope, { id, lines }, to) =>
    scope.send(ReserveStock, { orderId: id, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) }, to),
  ReleaseStock: (scope, order, to) =>
    scope.send(ReleaseStock, { orderId: order.id, reason: 'reason' in order ? order.reason : 'undone' }, to),
  CommitStock: (scope, { id }, to) => scope.send(CommitStock, { orderId: id }, to),
  AuthorizePayment: (scope, { id }, to) => scope.send(AuthorizePayment, { orderId: id }, to),
  CapturePayment: (scope, { id }, to) => scope.send(CapturePayment, { orderId: id }, to),
  VoidPayment: (scope, { id }, to) => scope.send(VoidPayment, { orderId: id }, to),
  FulfilOrder: (scope, order, to) => scope.send(FulfilOrder, fulfilment(order), to),
  CheckShipment: (scope, order, to) => scope.send(FulfilOrder, fulfilment(order), to),
  ReduceFulfillment: sendChange((scope, orderId, { changeId, released }, to) =>
    scope.send(ReduceFulfillment, { orderId, changeId, lines: [...released] }, to),
  ),
  ReleaseLines: sendChange((scope, orderId, { changeId, released, reason }, to) =>
    scope.send(ReleaseLines, { orderId, changeId, lines: [...released], reason }, to),
  ),
  CancelFulfillment: (scope, { id }, to) => scope.send(CancelFulfillment, { orderId: id }, to),
};

/** Sends what the saga asks for. The id follows from order, command and attempt: sending twice is harmless. */
export const sendRequest = (scope: OrderScope, { command, attempt }: Request, sending: Sending): void => {
  const { order, at, correlationId } = sending;
  const to = { id: idFrom(order.id, command, attempt), subject: order.id, occurredAt: at, correlationId };
  SENDERS[command](scope, order, to);
};

/** Has promised money given back. The id follows from the refund: it is asked for once, however often it is sent. */
export const sendRefund = (
  scope: OrderScope,
  orderId: string,
  { data: { refundId, amount, reason }, at: occurredAt }: EventOf<'RefundRequested'>,
  correlationId: string,
): void => {
  const to = { id: idFrom(orderId, 'RefundPayment', refundId), subject: orderId, occurredAt, correlationId };
  scope.send(RefundPayment, { orderId, refundId, amount, reason }, to);
};

interface Change {
  readonly before: Order;
  readonly after: Order;
  readonly version: number;
  readonly at: Date;
  readonly correlationId: string;
}

/** Tells the other domains of a change of status, if there is one. */
export const sendStatusChange = (scope: OrderScope, { before, after, version, at, correlationId }: Change): void => {
  if (!exists(after) || before.status === after.status) return;
  const parcel = 'parcel' in after ? after.parcel : null;
  scope.send(
    OrderStatusChanged,
    {
      orderId: after.id,
      number: after.number,
      customerId: after.customerId,
      status: after.status,
      previousStatus: exists(before) ? before.status : null,
      reason: 'reason' in after ? after.reason : null,
      lines: after.lines.map(({ title, quantity }) => ({ title, quantity })),
      grandTotal: after.totals.grandTotal,
      carrier: parcel?.carrier ?? null,
      trackingNumber: parcel?.trackingNumber ?? null,
    },
    {
      id: idFrom(after.id, 'OrderStatusChanged', version),
      subject: after.id,
      sequence: version,
      occurredAt: at,
      correlationId,
    },
  );
};
