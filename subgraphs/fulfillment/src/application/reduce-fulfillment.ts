import { FulfillmentReduced } from '@cardstock/contracts';
import { OutOfOrder } from '@cardstock/messaging';
import { type Reduction, reduce } from '../domain/reduction.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { Cause, InUnit, Unit } from './ports.ts';
import { record } from './record.ts';

interface Wish extends Reduction {
  readonly orderId: string;
}

const decideOnce = async (unit: Unit, shipment: Shipment, { wish, cause }: { wish: Wish; cause: Cause }) => {
  const known = await unit.reductions.find(wish.changeId);
  if (known !== undefined) return known;
  const reduced = reduce(shipment, wish);
  await unit.reductions.save({
    changeId: wish.changeId,
    shipment: reduced ?? shipment,
    isReduced: !!reduced,
    at: cause.at,
  });
  if (reduced?.status === 'CANCELLED') await record(unit, reduced, cause);
  return reduced !== undefined;
};

/**
 * Takes pieces out of a shipment that is not packed, and tells its order whether it did: the same for the same change,
 * however often it is asked. Throws OutOfOrder where the order has not asked for its shipment yet.
 */
export const reduceFulfillment =
  (inUnit: InUnit) =>
  (wish: Wish, cause: Cause): Promise<void> =>
    inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      const { orderId, changeId } = wish;
      const shipment = await unit.shipments.lockOfOrder(orderId);
      if (!shipment) throw new OutOfOrder(`order ${orderId} has no shipment yet`);
      const isReduced = await decideOnce(unit, shipment, { wish, cause });
      const to = { subject: orderId, occurredAt: cause.at, correlationId: cause.correlationId };
      unit.send(FulfillmentReduced, { orderId, changeId, isReduced }, to);
    });

export type ReduceFulfillmentUseCase = ReturnType<typeof reduceFulfillment>;
