import { InventoryCommitted } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onInventoryCommitted = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(InventoryCommitted, async ({ orderId }, delivery) => {
    await recordAnswer(
      answerFrom(delivery, { orderId, command: { type: 'RecordCommit', at: now() }, by: 'inventory' }),
    );
  });
