import { CancelFulfillment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { CancelFulfillmentUseCase } from '../application/cancel-fulfillment.ts';

export const onCancelFulfillment = (cancel: CancelFulfillmentUseCase, now: () => Date) =>
  consume(CancelFulfillment, ({ orderId }, { messageId, envelope: { correlationId } }) =>
    cancel(orderId, { messageId, correlationId, at: now() }),
  );
