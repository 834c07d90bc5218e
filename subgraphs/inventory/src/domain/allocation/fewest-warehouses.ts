import type { SkuQuantity } from '@cardstock/contracts';
import { type RankedLevel, sellableIn } from '../stock/stock-level.ts';

/** Up to so many warehouses every choice of them is looked at: 63 at the most. */
const MOST_FOR_EVERY_CHOICE = 6;

/** What one warehouse can give towards a demand: pieces by place in the demand. */
interface Offer {
  readonly warehouseId: string;
  readonly pieces: readonly number[];
}

const offersOf = (demand: readonly SkuQuantity[], ranked: readonly RankedLevel[]): Offer[] => {
  const placeOf = new Map(demand.map(({ sku }, place) => [sku, place]));
  const offers = new Map<string, number[]>();
  for (const level of ranked) {
    const place = placeOf.get(level.sku);
    const pieces = sellableIn(level);
    if (place === undefined || pieces === 0) continue;
    const offer = offers.get(level.warehouseId) ?? demand.map(() => 0);
    offer[place] = pieces;
    offers.set(level.warehouseId, offer);
  }
  return [...offers].map(([warehouseId, pieces]) => ({ warehouseId, pieces }));
};

const less = (missing: readonly number[], { pieces }: Offer): number[] =>
  missing.map((quantity, place) => Math.max(0, quantity - (pieces[place] ?? 0)));

const isServed = (missing: readonly number[]): boolean => missing.every((quantity) => quantity === 0);

/** The first choice of `size` offers that serves the demand; the offers come preferred first, so their first choice is the preferred one. */
const choose = (missing: readonly number[], offers: readonly Offer[], size: number): Offer[] | undefined => {
  if (size === 0) return isServed(missing) ? [] : undefined;
  for (const [place, offer] of offers.entries()) {
    const others = choose(less(missing, offer), offers.slice(place + 1), size - 1);
    if (others) return [offer, ...others];
  }
  return undefined;
};

const coverage = (missing: readonly number[], { pieces }: Offer): number =>
  missing.reduce((sum, quantity, place) => sum + Math.min(quantity, pieces[place] ?? 0), 0);

/** One after the other, the warehouse that gives most of what is still missing. */
const chooseGreedily = (missing: readonly number[], offers: readonly Offer[]): Offer[] => {
  const [first, ...rest] = offers;
  if (!first || isServed(missing)) return [];
  const best = rest.reduce((a, b) => (coverage(missing, b) > coverage(missing, a) ? b : a), first);
  return [
    best,
    ...chooseGreedily(
      less(missing, best),
      offers.filter((offer) => offer !== best),
    ),
  ];
};

/**
 * The fewest warehouses that together have the whole demand, the preferred ones among as few; with more than six that
 * have any of it, few but not always the fewest. The levels come preferred warehouse first and have enough of everything.
 */
export const fewestWarehouses = (
  demand: readonly SkuQuantity[],
  ranked: readonly RankedLevel[],
): ReadonlySet<string> => {
  const offers = offersOf(demand, ranked);
  const missing = demand.map(({ quantity }) => quantity);
  const idsOf = (chosen: readonly Offer[]) => new Set(chosen.map(({ warehouseId }) => warehouseId));
  if (offers.length > MOST_FOR_EVERY_CHOICE) return idsOf(chooseGreedily(missing, offers));
  for (let size = 1; size < offers.length; size++) {
    const chosen = choose(missing, offers, size);
    if (chosen) return idsOf(chosen);
  }
  return idsOf(offers);
};
