import { ReserveStock } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import { asRequest, type HoldClock, type Submit } from './as-request.ts';

export const onReserveStock = (submit: Submit, { now, holdUntil }: HoldClock) =>
  consume(ReserveStock, async ({ orderId, lines }, delivery) => {
    const at = now();
    await submit(asRequest(delivery, orderId, { type: 'ReserveStock', lines, at, expiresAt: holdUntil(at) }));
  });
