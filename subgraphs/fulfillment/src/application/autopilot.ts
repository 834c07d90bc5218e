import { shipmentStatus } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { z } from 'zod';
import { type Shipment, usualNext } from '../domain/shipment.ts';
import type { AdvanceShipmentUseCase } from './advance-shipment.ts';
import type { Occasion, Unit } from './ports.ts';

const AUTOPILOT: Viewer = { kind: 'service', name: 'fulfillment' };

/** What the autopilot will do next, as it is kept until then. */
export const plannedStep = z.object({ shipmentId: z.uuid(), to: shipmentStatus, correlationId: z.string() });
export type PlannedStep = z.infer<typeof plannedStep>;

/** The step that the demo autopilot takes next with a shipment, playing warehouse and carrier. */
export const planStep = (shipment: Shipment, { correlationId }: Occasion): PlannedStep | undefined => {
  const to = usualNext(shipment);
  return to && { shipmentId: shipment.id, to, correlationId };
};

/**
 * Takes a planned step. It may come too late, for a shipment that was cancelled or moved by hand meanwhile: the refusal
 * is then what was wanted.
 */
export const takeStep =
  (advance: AdvanceShipmentUseCase) =>
  async (unit: Unit, { shipmentId, to, correlationId }: PlannedStep, at: Date): Promise<void> => {
    await advance(unit, AUTOPILOT, { shipmentId, to, at, correlationId });
  };
