import { ReduceFulfillment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { ReduceFulfillmentUseCase } from '../application/reduce-fulfillment.ts';

export const onReduceFulfillment = (reduce: ReduceFulfillmentUseCase, now: () => Date) =>
  consume(ReduceFulfillment, (wish, { messageId, envelope: { correlationId } }) =>
    reduce(wish, { messageId, correlationId, at: now() }),
  );
