import { CapturePayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentOperations } from '../application/payments/payment-operations.ts';

export const onCapturePayment = (capturePayment: PaymentOperations['capture']) =>
  consume(CapturePayment, async ({ orderId }, { messageId, envelope: { correlationId }, log }) => {
    await capturePayment({ messageId, orderId, correlationId, log });
  });
