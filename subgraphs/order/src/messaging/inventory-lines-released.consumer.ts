import { InventoryLinesReleased } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onInventoryLinesReleased = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(InventoryLinesReleased, async ({ orderId, changeId }, delivery) => {
    const command = { type: 'RecordReleasedLines', at: now(), changeId } as const;
    await recordAnswer(answerFrom(delivery, { orderId, command, by: 'inventory' }));
  });
