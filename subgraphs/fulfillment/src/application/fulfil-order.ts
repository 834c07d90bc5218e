import { newId } from '@cardstock/contracts';
import { type Consignment, open } from '../domain/shipment.ts';
import type { Cause, InUnit } from './ports.ts';
import { type Opened, recordOpened, tellStatus } from './record.ts';

/** What one order wants sent. */
export interface FulfilmentRequest {
  readonly orderId: string;
  readonly consignment: Consignment;
  readonly cause: Cause;
}

/**
 * Opens the shipments of orders, in one transaction however many; where there is one already, the order is told again
 * how it stands.
 */
export const fulfilOrders =
  (inUnit: InUnit) =>
  (requests: readonly FulfilmentRequest[]): Promise<readonly undefined[]> =>
    inUnit(async (unit) => {
      const isNew = await unit.claimMany(requests.map(({ cause }) => cause.messageId));
      const fresh = requests.filter(({ cause }) => isNew.has(cause.messageId));
      const shipments = new Map(await unit.shipments.lockOfOrders(fresh.map(({ orderId }) => orderId)));
      const opened: Opened[] = [];
      for (const { orderId, consignment, cause } of fresh) {
        const existing = shipments.get(orderId);
        const shipment = existing ?? open({ id: newId(), orderId }, consignment);
        shipments.set(orderId, shipment);
        // An order may ask twice at once, under two message ids: each is answered.
        if (existing) tellStatus(unit, existing, cause);
        else opened.push({ shipment, occasion: cause });
      }
      await recordOpened(unit, opened);
      return [];
    });
