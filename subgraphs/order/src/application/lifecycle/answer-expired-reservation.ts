import { ExtendReservation, ReleaseStock } from '@cardstock/contracts';
import { exists } from '../../domain/order/evolve.ts';
import { isDead, isInWarehouse, isSent } from '../../domain/order/order.ts';
import type { InOrderTransaction } from '../ports.ts';

/** Inventory's question whether an order still needs what is held for it. */
interface Question {
  readonly messageId: string;
  readonly orderId: string;
  readonly at: Date;
  readonly correlationId: string;
}
export type AnswerExpiredReservation = (question: Question) => Promise<void>;

/**
 * Says what is to become of pieces that have been held for long: those of a confirmed order stay until they are shipped
 * or released, those of one on its way for another while, and those of an order that is dead or that nobody placed are freed.
 */
export const makeAnswerExpiredReservation =
  (transact: InOrderTransaction): AnswerExpiredReservation =>
  ({ messageId, orderId, at, correlationId }) =>
    transact(async (scope) => {
      if (!(await scope.claim(messageId))) return;
      const { order } = await scope.orders.load(orderId);
      const to = { subject: orderId, occurredAt: at, correlationId };
      if (!exists(order) || isDead(order)) {
        const reason = exists(order) ? order.reason : 'no such order';
        scope.send(ReleaseStock, { orderId, reason }, to);
        return;
      }
      scope.send(ExtendReservation, { orderId, isFirm: isInWarehouse(order) || isSent(order) }, to);
    });
