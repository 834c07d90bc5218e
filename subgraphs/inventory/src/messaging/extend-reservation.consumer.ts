import { ExtendReservation } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import { asRequest, type HoldClock, type Submit } from './as-request.ts';

export const onExtendReservation = (submit: Submit, { now, holdUntil }: HoldClock) =>
  consume(ExtendReservation, async ({ orderId, isFirm }, delivery) => {
    const at = now();
    const expiresAt = isFirm ? null : holdUntil(at);
    await submit(asRequest(delivery, orderId, { type: 'ExtendReservation', expiresAt, at }));
  });
