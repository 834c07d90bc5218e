import { AuthorizePayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentOperations } from '../application/payments/payment-operations.ts';

export const onAuthorizePayment = (authorizePayment: PaymentOperations['authorize']) =>
  consume(AuthorizePayment, async ({ orderId }, { messageId, envelope: { correlationId }, log }) => {
    await authorizePayment({ messageId, orderId, correlationId, log });
  });
