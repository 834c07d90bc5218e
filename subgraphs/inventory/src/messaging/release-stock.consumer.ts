import { ReleaseStock } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import { asRequest, type HoldClock, type Submit } from './as-request.ts';

export const onReleaseStock = (submit: Submit, { now }: HoldClock) =>
  consume(ReleaseStock, async ({ orderId, reason }, delivery) => {
    await submit(asRequest(delivery, orderId, { type: 'ReleaseStock', reason, at: now() }));
  });
