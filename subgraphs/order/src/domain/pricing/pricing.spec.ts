import { inMarketCurrency } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OrderLine } from '../order/events.ts';
import { orderNumber } from '../order/order-number.ts';
import { totalsAfterCancelling } from './line-totals.ts';
import { MAX_TOTAL, type Priced, priceBasket, subtotalOf } from './pricing.ts';
import type { Promotion } from './promotion.ts';
import { standardShipping } from './shipping.ts';
import { TAX_TABLE } from './tax-table.ts';

const line = (sku: string, quantity: number, price: number): OrderLine => ({
  id: sku,
  sku,
  title: sku,
  quantity,
  unitPrice: inMarketCurrency(price),
});

const promotion = (kind: Promotion['kind'], value: number): Promotion => ({
  id: kind,
  code: kind,
  kind,
  value,
  minSubtotal: 0,
  validFrom: null,
  validTo: null,
  usageLimit: null,
  usageLimitPerCustomer: null,
  isActive: true,
  uses: 0,
});

const lines = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 100_000 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((pairs) => pairs.map(([quantity, price], place) => line(`SKU-${place}`, quantity, price)));
const promotions = fc.tuple(
  fc.option(
    fc.oneof(
      fc.integer({ min: 1, max: 10_000 }).map((value) => promotion('PERCENT', value)),
      fc.integer({ min: 1, max: MAX_TOTAL }).map((value) => promotion('FIXED', value)),
    ),
  ),
  fc.option(fc.constant(promotion('FREE_SHIPPING', 0))),
);
const destination = fc.option(
  fc.record({
    countryCode: fc.constantFrom(...Object.keys(TAX_TABLE), 'BR'),
    postalCode: fc.constantFrom('10001', '94105', '97201', 'K1A 0B1', 'V5K 0A1', '?'),
  }),
);
const basket = fc.tuple(lines, promotions, destination, fc.integer({ min: 0, max: 10_000 }));

const price = ([wanted, codes, to, shippingPrice]: typeof basket extends fc.Arbitrary<infer Value> ? Value : never) =>
  priceBasket({
    lines: wanted,
    promotions: codes.filter((code) => code !== null),
    shipping: { price: shippingPrice },
    standardPrice: 499,
    destination: to,
  });

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const sharesOf = ({ lines: priced }: Priced, share: 'discount' | 'tax'): number[] =>
  priced.map((one) => one[share]?.amount ?? Number.NaN);

describe('the price of a basket', () => {
  it('adds up, whatever is in it, in whole minor units', () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { subtotal, discount, shipping, tax, grandTotal } = price(given).totals;
        expect(grandTotal.amount).toBe(subtotal.amount - discount.amount + shipping.amount + tax.amount);
        for (const { amount } of [subtotal, discount, shipping, tax, grandTotal]) {
          expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        }
        expect(discount.amount).toBeLessThanOrEqual(subtotal.amount);
      }),
    );
  });

  it('is shared out over the lines exactly, and no line gets more off than it costs', () => {
    fc.assert(
      fc.property(basket, (given) => {
        const priced = price(given);
        expect(sum(sharesOf(priced, 'discount'))).toBe(priced.totals.discount.amount);
        for (const one of priced.lines) {
          expect(one.discount?.amount).toBeGreaterThanOrEqual(0);
          expect(one.discount?.amount).toBeLessThanOrEqual(one.unitPrice.amount * one.quantity);
        }
        expect(sum(sharesOf(priced, 'tax'))).toBeLessThanOrEqual(priced.totals.tax.amount);
        expect(sum(priced.taxes.map(({ amount }) => amount))).toBe(priced.totals.tax.amount);
      }),
    );
  });

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(basket, fc.func(fc.integer()), (given, key) => {
        const [wanted, ...others] = given;
        const shuffled = wanted.toSorted((one, other) => key(one.sku) - key(other.sku));
        const [first, second] = [price(given), price([shuffled, ...others])];
        expect(second.totals).toEqual(first.totals);
        expect(new Map(second.lines.map((one) => [one.sku, one]))).toEqual(
          new Map(first.lines.map((one) => [one.sku, one])),
        );
      }),
    );
  });

  it('still adds up, and never grows, when pieces are cancelled later', () => {
    fc.assert(
      fc.property(basket, fc.integer({ min: 0, max: 999 }), (given, most) => {
        const priced = price(given);
        const gone = priced.lines.map(({ id, quantity }) => ({ lineId: id, quantity: Math.min(quantity, most) }));
        const left = totalsAfterCancelling(priced, gone);
        const { subtotal, discount, shipping, tax, grandTotal } = left;
        expect(grandTotal.amount).toBe(subtotal.amount - discount.amount + shipping.amount + tax.amount);
        for (const part of ['subtotal', 'discount', 'shipping', 'tax', 'grandTotal'] as const) {
          expect(left[part].amount).toBeGreaterThanOrEqual(0);
          expect(left[part].amount).toBeLessThanOrEqual(priced.totals[part].amount);
        }
        expect(discount.amount).toBeLessThanOrEqual(subtotal.amount);
      }),
    );
  });

  it('gives the odd cents to those who lose most by rounding', () => {
    const wanted = [line('A', 1, 100), line('B', 1, 100), line('C', 1, 101)];
    const priced = priceBasket({
      lines: wanted,
      promotions: [promotion('FIXED', 100)],
      shipping: { price: 0 },
      standardPrice: 0,
      destination: null,
    });
    expect(sharesOf(priced, 'discount')).toEqual([33, 33, 34]);
  });

  it('taxes what is left after discounts, and shipping where the region says so', () => {
    const wanted = { lines: [line('A', 2, 1_500)], promotions: [promotion('PERCENT', 1_000)] };
    const at = (countryCode: string, postalCode: string) =>
      priceBasket({
        ...wanted,
        shipping: { price: 499 },
        standardPrice: 499,
        destination: { countryCode, postalCode },
      });
    expect(at('US', '10001').taxes).toEqual([{ name: 'Sales tax', basisPoints: 400, taxable: 3_199, amount: 128 }]);
    expect(at('US', '94105').taxes).toEqual([{ name: 'Sales tax', basisPoints: 725, taxable: 2_700, amount: 196 }]);
    expect(at('US', '97201').totals.tax.amount).toBe(0);
    expect(at('CA', 'V5K 0A1').taxes.map(({ name, amount }) => `${name} ${amount}`)).toEqual(['GST 160', 'PST 224']);
    expect(at('DE', '10115').totals.tax.amount).toBe(608);
    expect(at('BR', '01000')).toMatchObject({ taxes: [], notes: [expect.stringContaining('BR')] });
    expect(at('US', '?').notes).toHaveLength(1);
  });

  it('has shipping taken off by a code as far as standard shipping costs', () => {
    const wanted = { lines: [line('A', 1, 1_000)], promotions: [promotion('FREE_SHIPPING', 0)], destination: null };
    const priced = priceBasket({ ...wanted, shipping: { price: 1_499 }, standardPrice: 499 });
    expect(priced.totals).toMatchObject({ discount: { amount: 0 }, shipping: { amount: 1_000 } });
    expect(priced.discounts).toEqual([{ code: 'FREE_SHIPPING', kind: 'FREE_SHIPPING', amount: 499 }]);
  });
});

describe('standard shipping', () => {
  it('is flat at home and free from 50.00 on', () => {
    const at = (subtotal: number) => standardShipping({ countryCode: 'US', weightGrams: 9_000, subtotal }).price;
    expect([at(4_999), at(5_000)]).toEqual([499, 0]);
  });

  it('costs more by distance and weight abroad', () => {
    const to = (countryCode: string, weightGrams: number) =>
      standardShipping({ countryCode, weightGrams, subtotal: subtotalOf([]).amount }).price;
    expect([to('CA', 500), to('DE', 501), to('JP', 1_001)]).toEqual([1_299, 1_899, 2_799]);
  });
});

describe('an order number', () => {
  it('names the year and eight letters that nobody misreads', () => {
    const random = Uint8Array.from([0, 31, 32, 255, 10, 20, 30, 5]);
    expect(orderNumber(new Date('2026-05-05'), random)).toBe('CS-2026-0Z0ZAMY5');
  });
});
