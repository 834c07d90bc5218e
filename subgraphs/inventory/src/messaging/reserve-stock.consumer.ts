import { ReserveStock } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { HandleReservation } from '../application/handle-reservation.ts';

export const onReserveStock = (handle: HandleReservation, now: () => Date) =>
  consume(ReserveStock, ({ orderId, lines }, { messageId, envelope: { correlationId } }) =>
    handle(orderId, { type: 'ReserveStock', lines, at: now() }, { messageId, correlationId }),
  );
