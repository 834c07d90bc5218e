import { VoidPayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentOperations } from '../application/payments/payment-operations.ts';

export const onVoidPayment = (voidPayment: PaymentOperations['void']) =>
  consume(VoidPayment, async ({ orderId }, { messageId, envelope: { correlationId }, log }) => {
    await voidPayment({ messageId, orderId, correlationId, log });
  });
