import { makeBatcher } from '@cardstock/messaging';
import { advanceShipment } from './advance-shipment.ts';
import { takeStep } from './autopilot.ts';
import { cancelFulfillment } from './cancel-fulfillment.ts';
import { type FulfilmentRequest, fulfilOrders } from './fulfil-order.ts';
import type { Carrier, InUnit, ShipmentQueries } from './ports.ts';
import { eventsOfShipments, linesOfShipments, shipmentsByIds, shipmentsOfOrders } from './read-shipments.ts';
import { reduceFulfillment } from './reduce-fulfillment.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: ShipmentQueries;
  readonly carrier: Carrier;
}

/** Everything that can be asked of fulfilment. */
export const makeApplication = ({ inUnit, queries, carrier }: Parts) => {
  const advance = advanceShipment(carrier);
  return {
    fulfilOrder: makeBatcher<FulfilmentRequest>({ handle: fulfilOrders(inUnit) }),
    cancelFulfillment: cancelFulfillment(inUnit),
    reduceFulfillment: reduceFulfillment(inUnit),
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
