import { RefundPayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentOperations } from '../application/payments/payment-operations.ts';

export const onRefundPayment = (refundPayment: PaymentOperations['refund']) =>
  consume(RefundPayment, async ({ orderId, refundId }, { messageId, envelope: { correlationId }, log }) => {
    await refundPayment({ messageId, orderId, refundId, correlationId, log });
  });
