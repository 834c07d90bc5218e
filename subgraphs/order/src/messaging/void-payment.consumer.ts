import { VoidPayment } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { PaymentTask } from '../application/payment-parts.ts';

export const onVoidPayment = (voidPayment: (task: PaymentTask) => Promise<void>) =>
  consume(VoidPayment, ({ orderId }, { messageId, envelope: { correlationId }, log }) =>
    voidPayment({ messageId, orderId, correlationId, log }),
  );
