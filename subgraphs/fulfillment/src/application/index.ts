import { advanceShipment } from './advance-shipment.ts';
import { takeStep } from './autopilot.ts';
import { cancelFulfillment } from './cancel-fulfillment.ts';
import { fulfilOrder } from './fulfil-order.ts';
import type { Carrier, InUnit, ShipmentQueries } from './ports.ts';
import { eventsOfShipments, linesOfShipments, shipmentsByIds, shipmentsOfOrders } from './read-shipments.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: ShipmentQueries;
  readonly carrier: Carrier;
}

/** Everything that can be asked of fulfilment. */
export const makeApplication = ({ inUnit, queries, carrier }: Parts) => {
  const advance = advanceShipment(carrier);
  return {
    fulfilOrder: fulfilOrder(inUnit),
    cancelFulfillment: cancelFulfillment(inUnit),
    advanceShipment: (...[viewer, request]: AdvanceRequest) => inUnit((unit) => advance(unit, viewer, request)),
    takeStep: takeStep(advance),
    shipmentsOfOrders: shipmentsOfOrders(queries),
    shipmentsByIds: shipmentsByIds(queries),
    linesOfShipments: linesOfShipments(queries),
    eventsOfShipments: eventsOfShipments(queries),
  };
};

type Advance = ReturnType<typeof advanceShipment>;
type AdvanceRequest = [viewer: Parameters<Advance>[1], request: Parameters<Advance>[2]];

export type Application = ReturnType<typeof makeApplication>;
