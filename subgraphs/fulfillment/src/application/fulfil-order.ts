import { newId } from '@cardstock/contracts';
import { type Consignment, open } from '../domain/shipment.ts';
import type { Cause, InUnit } from './ports.ts';
import { record, tellStatus } from './record.ts';

/** Opens the shipment of an order; where there is one already, the order is told again how it stands. */
export const fulfilOrder =
  (inUnit: InUnit) =>
  (orderId: string, consignment: Consignment, cause: Cause): Promise<void> =>
    inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      const existing = await unit.shipments.lockOfOrder(orderId);
      if (existing) tellStatus(unit, existing, cause);
      else await record(unit, open({ id: newId(), orderId }, consignment), cause);
    });

export type FulfilOrderUseCase = ReturnType<typeof fulfilOrder>;
