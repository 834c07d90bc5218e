import { ReleaseLines } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import { asRequest, type HoldClock, type Submit } from './as-request.ts';

export const onReleaseLines = (submit: Submit, { now }: HoldClock) =>
  consume(ReleaseLines, async ({ orderId, ...change }, delivery) => {
    await submit(asRequest(delivery, orderId, { type: 'ReleaseLines', ...change, at: now() }));
  });
