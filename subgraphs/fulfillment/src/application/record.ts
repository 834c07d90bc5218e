import { ShipmentStatusChanged } from '@cardstock/contracts';
import type { Shipment } from '../domain/shipment.ts';
import { trackingEventOf } from '../domain/tracking.ts';
import type { Occasion, Unit } from './ports.ts';

/** Tells the order where its shipment stands. */
export const tellStatus = (unit: Unit, shipment: Shipment, { at, correlationId }: Occasion): void => {
  const { id, orderId, status, label, version } = shipment;
  const { carrier, trackingNumber } = label ?? { carrier: null, trackingNumber: null };
  unit.send(
    ShipmentStatusChanged,
    { orderId, shipmentId: id, status, carrier, trackingNumber },
    { subject: orderId, sequence: version, occurredAt: at, correlationId },
  );
};

/** Keeps a change: the shipment, its tracking event, the news for the order, and the plan for what comes next. */
export const record = async (unit: Unit, shipment: Shipment, occasion: Occasion): Promise<void> => {
  const event = trackingEventOf(shipment, occasion.at);
  await (shipment.version === 1 ? unit.shipments.add(shipment, event) : unit.shipments.update(shipment, event));
  tellStatus(unit, shipment, occasion);
  await unit.planNext(shipment, occasion);
};
