import { ANONYMOUS } from '@cardstock/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFulfillment, CUSTOMER, type Fulfillment } from './builders.ts';

let fulfillment: Fulfillment;
beforeAll(async () => {
  fulfillment = await aFulfillment();
});
afterAll(() => fulfillment.stop());

const OPTIONS = `query ($input: ShippingOptionsInput!) { shippingOptions(input: $input) {
  id name carrier price { amount currency } estimatedDays } }`;
const PARCEL = { countryCode: 'US', postalCode: '10001', weightGrams: 100, subtotal: 3_000 };

const ask = (changes: Record<string, unknown> = {}, viewer: Parameters<Fulfillment['ask']>[0] = CUSTOMER) =>
  fulfillment.ask<{ shippingOptions: { id: string; price: { amount: number } }[] }>(viewer, OPTIONS, {
    input: { ...PARCEL, ...changes },
  });

describe('the ways to send a parcel', () => {
  it('are told to everybody, with carrier, price and time', async () => {
    const { data } = await ask({}, ANONYMOUS);
    expect(data.shippingOptions[0]).toEqual({
      id: 'STANDARD',
      name: 'Standard',
      carrier: 'SwiftPost',
      price: { amount: 499, currency: 'USD' },
      estimatedDays: 5,
    });
    expect(data.shippingOptions.map(({ id }) => id)).toEqual(['STANDARD', 'EXPRESS', 'OVERNIGHT']);
  });

  it.each([
    ['countryCode', { countryCode: 'USA' }],
    ['countryCode', { countryCode: 'XX' }],
    ['postalCode', { postalCode: 'x'.repeat(21) }],
    ['weightGrams', { weightGrams: -1 }],
    ['subtotal', { subtotal: -1 }],
  ])('are not told for a %s that cannot be', async (field, changes) => {
    const { errors } = await ask(changes);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
  });
});
