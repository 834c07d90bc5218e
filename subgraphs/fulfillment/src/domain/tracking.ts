import type { ShipmentStatus } from '@cardstock/contracts';
import type { Shipment } from './shipment.ts';

/** One step on the way of a parcel, for the customer to follow. */
export interface TrackingEvent {
  readonly status: ShipmentStatus;
  readonly description: string;
  readonly occurredAt: Date;
}

const describeShipped = ({ label }: Shipment): string =>
  label ? `Handed to ${label.carrier}, tracking number ${label.trackingNumber}.` : 'Handed to the carrier.';

const DESCRIPTIONS: Readonly<Record<ShipmentStatus, (shipment: Shipment) => string>> = {
  AWAITING_PICK: () => 'The warehouse has received the order.',
  PICKING: () => 'The cards are being picked.',
  PACKED: () => 'The parcel is packed.',
  SHIPPED: describeShipped,
  DELIVERED: () => 'Delivered.',
  EXCEPTION: () => 'Something needs a look before the parcel can go on.',
  CANCELLED: () => 'The shipment was cancelled.',
};

/** The event that a shipment's arrival at its status is. */
export const trackingEventOf = (shipment: Shipment, occurredAt: Date): TrackingEvent => ({
  status: shipment.status,
  description: DESCRIPTIONS[shipment.status](shipment),
  occurredAt,
});
