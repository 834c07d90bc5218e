import type { Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import type { Application } from '../application/index.ts';
import type { ShipmentView } from '../application/ports.ts';
import type { ShipmentLine } from '../domain/shipment.ts';
import type { TrackingEvent } from '../domain/tracking.ts';

/** Batches the reads of one request. Each answers in the order of its keys. */
export interface Loaders {
  readonly shipmentById: DataLoader<string, ShipmentView | null>;
  readonly shipmentsByOrder: DataLoader<string, ShipmentView[]>;
  readonly linesByShipment: DataLoader<string, ShipmentLine[]>;
  readonly eventsByShipment: DataLoader<string, TrackingEvent[]>;
}

export const makeLoaders = (app: Application, viewer: Viewer): Loaders => ({
  shipmentById: new DataLoader((ids) => app.shipmentsByIds(viewer, ids)),
  shipmentsByOrder: new DataLoader((orderIds) => app.shipmentsOfOrders(viewer, orderIds)),
  linesByShipment: new DataLoader((ids) => app.linesOfShipments(ids)),
  eventsByShipment: new DataLoader((ids) => app.eventsOfShipments(ids)),
});
