import { CommitStock } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { HandleReservation } from '../application/handle-reservation.ts';

export const onCommitStock = (handle: HandleReservation, now: () => Date) =>
  consume(CommitStock, ({ orderId }, { messageId, envelope: { correlationId } }) =>
    handle(orderId, { type: 'CommitStock', at: now() }, { messageId, correlationId }),
  );
