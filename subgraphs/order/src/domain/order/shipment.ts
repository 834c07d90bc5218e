import type { ProgressShipment } from './commands.ts';
import { withCompletion } from './completion.ts';
import { type Decision, facts, NOTHING_NEW } from './decision.ts';
import { type OrderEvent, SHIPPING_STATUSES, type ShippingStatus } from './events.ts';
import { type ExistingOrder, isInWarehouse, type OrderInWarehouse } from './order.ts';

const isShippingStatus = (status: string): status is ShippingStatus =>
  (SHIPPING_STATUSES as readonly string[]).includes(status);

const placeOf = (status: string): number => (SHIPPING_STATUSES as readonly string[]).indexOf(status);

/** Parcel news may skip a status: every status in between is passed through, so that a client sees each of them. */
const advance = ({ at, parcel }: ProgressShipment, status: ShippingStatus, order: ExistingOrder): Decision => {
  const missed = SHIPPING_STATUSES.slice(placeOf(order.status) + 1, placeOf(status) + 1);
  if (missed.length === 0) return NOTHING_NEW;
  const hasLeft = isInWarehouse(order) && order.cancellation !== null && placeOf(status) >= placeOf('SHIPPED');
  const refused: OrderEvent[] = hasLeft ? [{ type: 'CancellationRefused', at, data: {} }] : [];
  const progress = missed.map(
    (step): OrderEvent => ({ type: 'ShipmentProgressed', at, data: { ...parcel, status: step } }),
  );
  return withCompletion(order, [...refused, ...progress]);
};

const stop = ({ at }: ProgressShipment, order: OrderInWarehouse): Decision =>
  facts({ type: 'OrderCancelled', at, data: { reason: order.cancellation ?? 'The warehouse stopped the shipment.' } });

export const progressShipment = (command: ProgressShipment, order: ExistingOrder): Decision => {
  const { status, parcel, at } = command;
  if (isShippingStatus(status)) {
    return isInWarehouse(order) || order.status === 'SHIPPED' ? advance(command, status, order) : NOTHING_NEW;
  }
  if (!isInWarehouse(order)) return NOTHING_NEW;
  if (status === 'CANCELLED') return stop(command, order);
  const isNew = status === 'AWAITING_PICK' && order.parcel === null;
  return isNew ? facts({ type: 'ShipmentOpened', at, data: parcel }) : NOTHING_NEW;
};
