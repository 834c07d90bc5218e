import { InventoryReserved } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onInventoryReserved = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(InventoryReserved, async ({ orderId, allocations }, delivery) => {
    const command = { type: 'RecordReservation', at: now(), allocations } as const;
    await recordAnswer(answerFrom(delivery, { orderId, command, by: 'inventory' }));
  });
