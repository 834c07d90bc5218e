import type { Subscription } from '@cardstock/messaging';
import type { PaymentOperations } from '../application/payments/payment-operations.ts';
import { onAuthorizePayment } from './authorize-payment.consumer.ts';
import { onCapturePayment } from './capture-payment.consumer.ts';
import { onRefundPayment } from './refund-payment.consumer.ts';
import { onVoidPayment } from './void-payment.consumer.ts';

/** What this subgraph asks itself to do with the payment provider. */
export const paymentSubscriptions = (operations: PaymentOperations): readonly Subscription[] => [
  onAuthorizePayment(operations.authorize),
  onCapturePayment(operations.capture),
  onVoidPayment(operations.void),
  onRefundPayment(operations.refund),
];
