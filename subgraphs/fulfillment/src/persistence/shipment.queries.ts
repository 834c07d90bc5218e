import type { Orm } from '@cardstock/service';
import type { ShipmentQueries, ShipmentView } from '../application/ports.ts';
import { ShipmentRow } from './shipment.row.ts';
import { ShipmentLineRow } from './shipment-line.row.ts';
import { TrackingEventRow } from './tracking-event.row.ts';

const toView = ({ id, orderId, customerId, status, carrier, trackingNumber }: ShipmentRow): ShipmentView[] =>
  customerId === null ? [] : [{ id, orderId, customerId, status, carrier, trackingNumber }];

/** Reads on a fresh entity manager each, so that nothing is remembered between requests. */
export const makeShipmentQueries = (orm: Orm): ShipmentQueries => ({
  byIds: async (ids) => (await orm.em.fork().find(ShipmentRow, { id: { $in: [...ids] } })).flatMap(toView),
  byOrders: async (orderIds) =>
    (await orm.em.fork().find(ShipmentRow, { orderId: { $in: [...orderIds] } }, { orderBy: { id: 'asc' } })).flatMap(
      toView,
    ),
  linesOf: (shipmentIds) =>
    orm.em
      .fork()
      .find(
        ShipmentLineRow,
        { shipmentId: { $in: [...shipmentIds] } },
        { orderBy: { shipmentId: 'asc', position: 'asc' } },
      ),
  eventsOf: (shipmentIds) =>
    orm.em
      .fork()
      .find(
        TrackingEventRow,
        { shipmentId: { $in: [...shipmentIds] } },
        { orderBy: { shipmentId: 'asc', version: 'asc' } },
      ),
});
