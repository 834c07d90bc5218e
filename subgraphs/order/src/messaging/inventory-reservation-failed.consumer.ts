import { InventoryReservationFailed } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onInventoryReservationFailed = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(InventoryReservationFailed, async ({ orderId, shortages }, delivery) => {
    const command = { type: 'RefuseReservation', at: now(), shortages } as const;
    await recordAnswer(answerFrom(delivery, { orderId, command, by: 'inventory' }));
  });
