import { CommitStock } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import { asRequest, type HoldClock, type Submit } from './as-request.ts';

export const onCommitStock = (submit: Submit, { now }: HoldClock) =>
  consume(CommitStock, async ({ orderId }, delivery) => {
    await submit(asRequest(delivery, orderId, { type: 'CommitStock', at: now() }));
  });
