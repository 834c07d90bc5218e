import { InventoryReleased } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onInventoryReleased = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(InventoryReleased, async ({ orderId }, delivery) => {
    await recordAnswer(
      answerFrom(delivery, { orderId, command: { type: 'RecordRelease', at: now() }, by: 'inventory' }),
    );
  });
