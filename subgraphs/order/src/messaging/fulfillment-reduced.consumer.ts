import { FulfillmentReduced } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onFulfillmentReduced = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(FulfillmentReduced, async ({ orderId, changeId, isReduced }, delivery) => {
    const command = { type: 'RecordReduction', at: now(), changeId, isReduced } as const;
    await recordAnswer(answerFrom(delivery, { orderId, command, by: 'fulfillment' }));
  });
