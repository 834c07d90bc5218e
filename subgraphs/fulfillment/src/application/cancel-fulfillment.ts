import { newId } from '@cardstock/contracts';
import { decide, openCancelled } from '../domain/shipment.ts';
import type { Cause, InUnit } from './ports.ts';
import { record, recordOpened, tellStatus } from './record.ts';

/** Stops a shipment that has not left; one that has left stays as it is. The order learns which of the two. */
export const cancelFulfillment =
  (inUnit: InUnit) =>
  (orderId: string, cause: Cause): Promise<void> =>
    inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      const shipment = await unit.shipments.lockOfOrder(orderId);
      if (!shipment) {
        return recordOpened(unit, [{ shipment: openCancelled({ id: newId(), orderId }), occasion: cause }]);
      }
      const decision = decide({ type: 'CancelFulfillment' }, shipment);
      if (decision.ok && decision.shipment !== shipment) await record(unit, decision.shipment, cause);
      else tellStatus(unit, shipment, cause);
    });

export type CancelFulfillmentUseCase = ReturnType<typeof cancelFulfillment>;
