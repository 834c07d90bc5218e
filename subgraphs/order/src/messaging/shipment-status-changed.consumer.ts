import { ShipmentStatusChanged } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import { answerFrom } from './answer.ts';

export const onShipmentStatusChanged = (recordAnswer: RecordAnswer, now: () => Date) =>
  consume(ShipmentStatusChanged, async ({ orderId, status, ...parcel }, delivery) => {
    const command = { type: 'ProgressShipment', at: now(), status, parcel } as const;
    await recordAnswer(answerFrom(delivery, { orderId, command, by: 'fulfillment' }));
  });
