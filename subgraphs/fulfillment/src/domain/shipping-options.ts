/** A way to send a parcel. The price is in minor units of the marketplace's currency. */
export interface ShippingOption {
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
  readonly price: number;
  readonly estimatedDays: number;
}

/** What the price of a parcel depends on; the subtotal is what its goods cost, in minor units. */
export interface ParcelToSend {
  readonly countryCode: string;
  readonly weightGrams: number;
  readonly subtotal: number;
}

interface Rate {
  readonly price: number;
  /** For every started 500 g beyond the first. */
  readonly perHalfKilo: number;
  readonly freeFrom: number | null;
  readonly estimatedDays: number;
}

interface Service {
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
}

const rate = (price: number, perHalfKilo: number, estimatedDays: number, freeFrom: number | null = null): Rate => ({
  price,
  perHalfKilo,
  estimatedDays,
  freeFrom,
});

const STANDARD: Service = { id: 'STANDARD', name: 'Standard', carrier: 'SwiftPost' };
const EXPRESS: Service = { id: 'EXPRESS', name: 'Express', carrier: 'ParcelHawk' };
const OVERNIGHT: Service = { id: 'OVERNIGHT', name: 'Overnight', carrier: 'ParcelHawk' };

type Zone = 'HOME' | 'NEIGHBOUR' | 'EUROPE' | 'ELSEWHERE';

/** The rate card. The order domain keeps a copy of its standard rates for when we cannot be asked. */
const RATES: Readonly<Record<Zone, readonly (readonly [Service, Rate])[]>> = {
  HOME: [
    [STANDARD, rate(499, 0, 5, 5_000)],
    [EXPRESS, rate(1_499, 200, 2)],
    [OVERNIGHT, rate(2_999, 400, 1)],
  ],
  NEIGHBOUR: [
    [STANDARD, rate(1_299, 200, 8)],
    [EXPRESS, rate(2_999, 400, 3)],
  ],
  EUROPE: [
    [STANDARD, rate(1_599, 300, 10)],
    [EXPRESS, rate(3_999, 600, 4)],
  ],
  ELSEWHERE: [
    [STANDARD, rate(1_999, 400, 14)],
    [EXPRESS, rate(4_999, 800, 5)],
  ],
};

const EUROPEANS = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

const zoneOf = (countryCode: string): Zone => {
  if (countryCode === 'US') return 'HOME';
  if (countryCode === 'CA' || countryCode === 'MX') return 'NEIGHBOUR';
  return EUROPEANS.has(countryCode) ? 'EUROPE' : 'ELSEWHERE';
};

const HALF_KILO = 500;

/** The heaviest parcel that a carrier takes overnight. */
const MAX_OVERNIGHT_GRAMS = 10_000;

const priceOf = ({ price, perHalfKilo, freeFrom }: Rate, { weightGrams, subtotal }: ParcelToSend): number => {
  if (freeFrom !== null && subtotal >= freeFrom) return 0;
  return price + Math.max(0, Math.ceil(weightGrams / HALF_KILO) - 1) * perHalfKilo;
};

/** The ways to send a parcel, standard first. The same for the same parcel, always. */
export const shippingOptionsFor = (parcel: ParcelToSend): readonly ShippingOption[] =>
  RATES[zoneOf(parcel.countryCode)]
    .filter(([{ id }]) => id !== OVERNIGHT.id || parcel.weightGrams <= MAX_OVERNIGHT_GRAMS)
    .map(([service, card]) => ({
      ...service,
      price: priceOf(card, parcel),
      estimatedDays: card.estimatedDays,
    }));
