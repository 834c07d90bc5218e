import { badUserInput } from '@cardstock/service';
import { canPay } from '../../domain/payment/payment-methods.ts';

/** Throws BAD_USER_INPUT where orders in this currency cannot be paid like that. */
export const requirePayable = (method: string, currency: string): void => {
  if (canPay(method, currency)) return;
  throw badUserInput({
    field: 'input.payment.method',
    message: `${method} cannot pay ${currency}: see paymentMethods`,
  });
};
