import type { ShipmentStatus } from '@cardstock/contracts';
import { forbidden, hasScope, notFound, unauthenticated, type Viewer } from '@cardstock/service';
import { type Decision, decide } from '../domain/shipment.ts';
import type { Carrier, Occasion, Unit } from './ports.ts';
import { record } from './record.ts';

interface Advance {
  readonly shipmentId: string;
  readonly to: ShipmentStatus;
}

const checkMayMove = (viewer: Viewer): void => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
  if (!hasScope(viewer, 'stock:write')) throw forbidden();
};

/** Moves a parcel to its next status, as staff (or the autopilot) say. Runs in the caller's transaction. */
export const advanceShipment =
  (carrier: Carrier) =>
  async (unit: Unit, viewer: Viewer, { shipmentId, to, ...occasion }: Advance & Occasion): Promise<Decision> => {
    checkMayMove(viewer);
    const shipment = await unit.shipments.lock(shipmentId);
    if (!shipment) throw notFound('shipment');
    const decision = decide({ type: 'AdvanceShipment', to, label: carrier.labelFor(shipment.id) }, shipment);
    if (decision.ok && decision.shipment !== shipment) await record(unit, decision.shipment, occasion);
    return decision;
  };

export type AdvanceShipmentUseCase = ReturnType<typeof advanceShipment>;
