import { allocate, type Dinero, dinero, halfUp, multiply, toSnapshot, transformScale } from 'dinero.js/bigint';
import { USD } from 'dinero.js/bigint/currencies';

// In big integers: an amount times a weight goes beyond what a double holds exactly.
const of = (minorUnits: number): Dinero<bigint, string> => dinero({ amount: BigInt(minorUnits), currency: USD });
const minorUnits = (money: Dinero<bigint, string>): number => Number(toSnapshot(money).amount);

const BASIS_POINTS_SCALE = 4n;

/** A part of an amount, in basis points (825 is 8.25 %), rounded half up to the minor unit. */
export const portionOf = (amount: number, basisPoints: number): number => {
  const { exponent } = USD;
  const exact = multiply(of(amount), { amount: BigInt(basisPoints), scale: BASIS_POINTS_SCALE });
  return minorUnits(transformScale(exact, exponent, halfUp));
};

/** Something that takes part in an amount by its weight: a line by its price, in minor units. */
export interface Sharer {
  readonly key: string;
  readonly weight: number;
}

const remainderOf = (amount: number, { weight }: Sharer, total: number): bigint =>
  (BigInt(amount) * BigInt(weight)) % BigInt(total);

/** Who loses most by rounding down comes first; equals by key, so that the order they came in does not matter. */
const inTurn = (amount: number, sharers: readonly Sharer[], total: number): readonly Sharer[] =>
  sharers
    .map((sharer) => ({ sharer, remainder: remainderOf(amount, sharer, total) }))
    .toSorted((one, other) => {
      if (one.remainder !== other.remainder) return one.remainder > other.remainder ? -1 : 1;
      return one.sharer.key < other.sharer.key ? -1 : 1;
    })
    .map(({ sharer }) => sharer);

/**
 * Splits an amount by weight to the minor unit, by largest remainder: the shares add up to the amount exactly, none is
 * negative, and none exceeds its weight while the amount does not exceed all of them together. Keys are unique.
 */
export const shareOut = (amount: number, sharers: readonly Sharer[]): ReadonlyMap<string, number> => {
  const total = sharers.reduce((sum, { weight }) => sum + weight, 0);
  if (amount === 0 || total === 0) return new Map(sharers.map(({ key }) => [key, 0]));
  const turns = inTurn(amount, sharers, total);
  // dinero gives what rounding leaves over to the first in turn, one minor unit each.
  const shares = allocate(
    of(amount),
    turns.map(({ weight }) => BigInt(weight)),
  );
  return new Map(turns.map(({ key }, turn) => [key, minorUnits(shares[turn] ?? of(0))]));
};
