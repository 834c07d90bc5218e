import { InventoryReservationExpired } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { AnswerExpiredReservation } from '../application/lifecycle/answer-expired-reservation.ts';

export const onInventoryReservationExpired = (answer: AnswerExpiredReservation, now: () => Date) =>
  consume(InventoryReservationExpired, ({ orderId }, { messageId, envelope: { correlationId } }) =>
    answer({ messageId, orderId, at: now(), correlationId }),
  );
