/** A way to send an order. The price is in minor units of the marketplace's currency. */
export interface ShippingOption {
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
  readonly price: number;
  readonly estimatedDays: number;
  /** True where it was not asked of fulfilment but taken from our copy of its standard rates. */
  readonly isEstimated: boolean;
}

/** What the price of a parcel depends on. */
export interface ParcelFacts {
  readonly countryCode: string;
  readonly weightGrams: number;
  /** What the goods cost before discounts. */
  readonly subtotal: number;
}

export const STANDARD = 'STANDARD';

/** Where parcels go when no address is known yet. */
export const HOME_COUNTRY = 'US';

interface Rate {
  readonly price: number;
  /** For every started 500 g beyond the first. */
  readonly perHalfKilo: number;
  readonly freeFrom: number;
  readonly estimatedDays: number;
}

// The last that we know of fulfilment's standard rates: the same numbers as in its own table.
const HOME: Rate = { price: 499, perHalfKilo: 0, freeFrom: 5_000, estimatedDays: 5 };
const NEIGHBOUR: Rate = { price: 1_299, perHalfKilo: 200, freeFrom: Number.POSITIVE_INFINITY, estimatedDays: 8 };
const EUROPE: Rate = { price: 1_599, perHalfKilo: 300, freeFrom: Number.POSITIVE_INFINITY, estimatedDays: 10 };
const ELSEWHERE: Rate = { price: 1_999, perHalfKilo: 400, freeFrom: Number.POSITIVE_INFINITY, estimatedDays: 14 };

const EUROPEANS = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

const rateTo = (countryCode: string): Rate => {
  if (countryCode === HOME_COUNTRY) return HOME;
  if (countryCode === 'CA' || countryCode === 'MX') return NEIGHBOUR;
  return EUROPEANS.has(countryCode) ? EUROPE : ELSEWHERE;
};

const HALF_KILO = 500;

/** Standard shipping by our own copy of the rates: what an order gets that asks for nothing else. */
export const standardShipping = ({ countryCode, weightGrams, subtotal }: ParcelFacts): ShippingOption => {
  const { price, perHalfKilo, freeFrom, estimatedDays } = rateTo(countryCode);
  const beyondFirst = Math.max(0, Math.ceil(weightGrams / HALF_KILO) - 1);
  return {
    id: STANDARD,
    name: 'Standard',
    carrier: 'SwiftPost',
    price: subtotal >= freeFrom ? 0 : price + beyondFirst * perHalfKilo,
    estimatedDays,
    isEstimated: true,
  };
};
