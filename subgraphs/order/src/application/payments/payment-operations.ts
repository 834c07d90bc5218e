import { newId } from '@cardstock/contracts';
import type { Logger } from '@cardstock/service';
import { AUTHORIZE, makeAuthorizePayment } from './authorize-payment.ts';
import { makeBePatient } from './be-patient.ts';
import { CAPTURE, makeCapturePayment } from './capture-payment.ts';
import { makeLookAtPayment } from './look-at-payment.ts';
import type { PaymentParts, PaymentTask } from './payment-parts.ts';
import type { PaymentTaskKey } from './payment-ports.ts';
import { makeRefundPayment } from './refund-payment.ts';
import { makeVoidPayment } from './void-payment.ts';

const VOID = 'void';
const REFUND = 'refund';
const LOOK = 'look';

export const lookAt = (paymentId: string): string => `${LOOK}:${paymentId}`;

/** What can be asked of the provider, each patient: an outage puts it off and loses nothing. */
export const makePaymentOperations = (parts: PaymentParts, random: () => number) => {
  const patiently = makeBePatient({ ...parts, random });
  return {
    authorize: patiently(() => AUTHORIZE, makeAuthorizePayment(parts)),
    capture: patiently(() => CAPTURE, makeCapturePayment(parts)),
    void: patiently(() => VOID, makeVoidPayment(parts)),
    refund: patiently(({ refundId }) => `${REFUND}:${refundId}`, makeRefundPayment(parts)),
    look: patiently(({ paymentId }) => lookAt(paymentId), makeLookAtPayment(parts)),
  };
};
export type PaymentOperations = ReturnType<typeof makePaymentOperations>;

/** Does what was put off. Resolves to whether it was done. */
export const makeResume =
  (operations: PaymentOperations, log: Logger) =>
  ({ orderId, operation }: PaymentTaskKey): Promise<boolean> => {
    const [verb, id = ''] = operation.split(':');
    const messageId = newId();
    const task: PaymentTask = { orderId, messageId, correlationId: messageId, log };
    switch (verb) {
      case AUTHORIZE:
        return operations.authorize(task);
      case CAPTURE:
        return operations.capture(task);
      case VOID:
        return operations.void(task);
      case REFUND:
        return operations.refund({ ...task, refundId: id });
      case LOOK:
        return operations.look({ ...task, paymentId: id });
      default:
        throw new Error(`nobody knows the payment operation ${operation}`);
    }
  };
