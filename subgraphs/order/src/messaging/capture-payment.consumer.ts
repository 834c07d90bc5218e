import { CapturePayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentTask } from '../application/payment-parts.ts';

export const onCapturePayment = (capturePayment: (task: PaymentTask) => Promise<void>) =>
  consume(CapturePayment, ({ orderId }, { messageId, envelope: { correlationId }, log }) =>
    capturePayment({ messageId, orderId, correlationId, log }),
  );
