import { CURRENCY } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import { canPay, PAYMENT_METHOD_NAMES } from './payment-methods.ts';

describe('the ways to pay', () => {
  it("all pay in the marketplace's own currency", () => {
    expect(PAYMENT_METHOD_NAMES.filter((method) => !canPay(method, CURRENCY))).toEqual([]);
  });

  it.each([
    ['card', 'JPY', true],
    ['link', 'EUR', true],
    ['link', 'JPY', false],
    ['card', 'XXX', false],
    ['cash', 'USD', false],
  ])('%s in %s: %s', (method, currency, isTaken) => expect(canPay(method, currency)).toBe(isTaken));
});
