import { ReleaseStock } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { HandleReservation } from '../application/handle-reservation.ts';

export const onReleaseStock = (handle: HandleReservation, now: () => Date) =>
  consume(ReleaseStock, ({ orderId, reason }, { messageId, envelope: { correlationId } }) =>
    handle(orderId, { type: 'ReleaseStock', reason, at: now() }, { messageId, correlationId }),
  );
