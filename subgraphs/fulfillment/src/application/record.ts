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

export interface Opened {
  readonly shipment: Shipment;
  readonly occasion: Occasion;
}

/** Keeps new shipments: their first tracking events, the news for the orders, and the plan for what comes next. */
export const recordOpened = async (unit: Unit, opened: readonly Opened[]): Promise<void> => {
  if (opened.length === 0) return;
  await unit.shipments.add(
    opened.map(({ shipment, occasion }) => ({ shipment, event: trackingEventOf(shipment, occasion.at) })),
  );
  for (const { shipment, occasion } of opened) {
    tellStatus(unit, shipment, occasion);
    await unit.planNext(shipment, occasion);
  }
};

/** Keeps a change of a shipment in the same way. */
export const record = async (unit: Unit, shipment: Shipment, occasion: Occasion): Promise<void> => {
  await unit.shipments.update(shipment, trackingEventOf(shipment, occasion.at));
  tellStatus(unit, shipment, occasion);
  await unit.planNext(shipment, occasion);
};
