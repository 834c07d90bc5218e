import { hasScope, isUser, unauthenticated, type Viewer } from '@cardstock/service';
import type { ShipmentLine } from '../domain/shipment.ts';
import type { TrackingEvent } from '../domain/tracking.ts';
import type { ShipmentQueries, ShipmentView } from './ports.ts';

const maySee =
  (viewer: Viewer) =>
  ({ customerId }: ShipmentView): boolean =>
    hasScope(viewer, 'order:read') || isUser(viewer, customerId);

/** The shipments of each order that the viewer may see, in the order of the ids: strangers see none. */
export const shipmentsOfOrders =
  (queries: ShipmentQueries) =>
  async (viewer: Viewer, orderIds: readonly string[]): Promise<ShipmentView[][]> => {
    if (viewer.kind === 'anonymous') return orderIds.map(() => []);
    const byOrder = Map.groupBy((await queries.byOrders(orderIds)).filter(maySee(viewer)), ({ orderId }) => orderId);
    return orderIds.map((id) => byOrder.get(id) ?? []);
  };

/** The shipments with these ids, in their order; null for one that is unknown or not the viewer's to see. */
export const shipmentsByIds =
  (queries: ShipmentQueries) =>
  async (viewer: Viewer, ids: readonly string[]): Promise<(ShipmentView | null)[]> => {
    if (viewer.kind === 'anonymous') throw unauthenticated();
    const byId = new Map((await queries.byIds(ids)).filter(maySee(viewer)).map((shipment) => [shipment.id, shipment]));
    return ids.map((id) => byId.get(id) ?? null);
  };

/** The lines of shipments that the viewer was shown, in the order of the ids. */
export const linesOfShipments =
  (queries: ShipmentQueries) =>
  async (shipmentIds: readonly string[]): Promise<ShipmentLine[][]> => {
    const lines = Map.groupBy(await queries.linesOf(shipmentIds), ({ shipmentId }) => shipmentId);
    return shipmentIds.map((id) => lines.get(id) ?? []);
  };

/** The tracking events of shipments that the viewer was shown, oldest first, in the order of the ids. */
export const eventsOfShipments =
  (queries: ShipmentQueries) =>
  async (shipmentIds: readonly string[]): Promise<TrackingEvent[][]> => {
    const events = Map.groupBy(await queries.eventsOf(shipmentIds), ({ shipmentId }) => shipmentId);
    return shipmentIds.map((id) => events.get(id) ?? []);
  };
