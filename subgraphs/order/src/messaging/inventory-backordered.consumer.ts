import { InventoryBackordered } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onInventoryBackordered = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(InventoryBackordered, async ({ orderId, skus, expectedAt }, delivery) => {
    const command = { type: 'RecordBackorder', at: now(), backorder: { skus, expectedAt } } as const;
    await recordAnswer(answerFrom(delivery, { orderId, command, by: 'inventory' }));
  });
