import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shippingOptionsFor } from './shipping-options.ts';

const pricesTo = (countryCode: string, weightGrams: number, subtotal = 0) =>
  shippingOptionsFor({ countryCode, weightGrams, subtotal }).map(({ id, price }) => `${id} ${price}`);

describe('the ways to send a parcel', () => {
  it('are standard, express and overnight at home; standard is free from 50.00 on', () => {
    expect(pricesTo('US', 100, 4_999)).toEqual(['STANDARD 499', 'EXPRESS 1499', 'OVERNIGHT 2999']);
    expect(pricesTo('US', 100, 5_000)).toEqual(['STANDARD 0', 'EXPRESS 1499', 'OVERNIGHT 2999']);
  });

  it('cost more by distance, and by every started half kilo', () => {
    expect(pricesTo('CA', 500)).toEqual(['STANDARD 1299', 'EXPRESS 2999']);
    expect(pricesTo('DE', 501)).toEqual(['STANDARD 1899', 'EXPRESS 4599']);
    expect(pricesTo('JP', 1_001)).toEqual(['STANDARD 2799', 'EXPRESS 6599']);
  });

  it('are not overnight for what is too heavy', () => {
    expect(pricesTo('US', 10_001)).toHaveLength(2);
  });

  it('begin with standard, and cost whole minor units, never less than nothing', () => {
    const parcel = fc.record({
      countryCode: fc.constantFrom('US', 'CA', 'DE', 'JP', 'BR'),
      weightGrams: fc.integer({ min: 0, max: 1_000_000 }),
      subtotal: fc.integer({ min: 0, max: 99_999_999 }),
    });
    fc.assert(
      fc.property(parcel, (given) => {
        const [first, ...others] = shippingOptionsFor(given);
        expect(first?.id).toBe('STANDARD');
        for (const { price } of [first, ...others].flatMap((option) => option ?? [])) {
          expect(Number.isInteger(price) && price >= 0).toBe(true);
        }
      }),
    );
  });
});
