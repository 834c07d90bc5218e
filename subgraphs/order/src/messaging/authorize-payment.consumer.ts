import { AuthorizePayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentTask } from '../application/payment-parts.ts';

export const onAuthorizePayment = (authorizePayment: (task: PaymentTask) => Promise<void>) =>
  consume(AuthorizePayment, ({ orderId }, { messageId, envelope: { correlationId }, log }) =>
    authorizePayment({ messageId, orderId, correlationId, log }),
  );
