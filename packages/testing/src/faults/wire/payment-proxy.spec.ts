import { describe, expect, it } from '@jest/globals';
import { operationOf } from './payment-proxy.ts';

describe('what is asked of the payment provider', () => {
  it.each([
    ['POST', '/v1/payment_intents', 'authorize'],
    ['POST', '/v1/payment_intents/pi_1/capture', 'capture'],
    ['POST', '/v1/payment_intents/pi_1/cancel', 'void'],
    ['POST', '/v1/refunds', 'refund'],
    ['POST', '/v1/payment_intents/pi_1/confirm', undefined],
    ['GET', '/v1/payment_intents', undefined],
  ])('%s %s is %s', (method, path, operation) => {
    expect(operationOf(method, path)).toBe(operation);
  });
});
