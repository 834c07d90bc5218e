import type { SkuQuantity } from '@cardstock/contracts';
import { type Allocation, allocate, type Shortage, sumBySku, totalOf } from '../allocation/allocation.ts';
import type { RankedLevel } from '../stock/stock-level.ts';
import { defaultPolicy, expectationOf, mayBeAwaited, roomInLine, type StockPolicy } from '../stock/stock-policy.ts';

/** What an order may do that comes now: take its pieces, wait in line for them, or neither. */
export type Place =
  | { readonly may: 'take'; readonly allocations: readonly Allocation[] }
  | {
      readonly may: 'wait';
      readonly lines: readonly SkuQuantity[];
      readonly shortages: readonly Shortage[];
      readonly expectedAt: Date | null;
    }
  | { readonly may: 'not'; readonly shortages: readonly Shortage[] };

/** The locked levels of the SKUs that a command touches, and how many pieces are waited for of those that may be awaited. */
export interface Stocks {
  readonly levels: readonly RankedLevel[];
  readonly waiting: ReadonlyMap<string, number>;
}

const latest = (moments: readonly (Date | null)[]): Date | null =>
  moments.some((moment) => moment === null) || moments.length === 0
    ? null
    : new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));

/** What others wait for already is not free for who comes now: nobody jumps the line. */
const shortagesOf = (demand: readonly SkuQuantity[], { levels, waiting }: Stocks): Shortage[] =>
  demand
    .map(({ sku, quantity }) => {
      const total = totalOf(levels.filter((level) => level.sku === sku));
      return { sku, requested: quantity, available: Math.max(0, total - (waiting.get(sku) ?? 0)) };
    })
    .filter(({ requested, available }) => available < requested);

/**
 * Finds the place of an order that comes now. It waits only where each SKU that is short may be awaited and has room in
 * its line; then it waits for all of its lines, and holds nothing meanwhile.
 */
export const placeInLine = (lines: readonly SkuQuantity[], stocks: Stocks, at: Date): Place => {
  const demand = sumBySku(lines);
  const shortages = shortagesOf(demand, stocks);
  if (shortages.length === 0) {
    const outcome = allocate(demand, stocks.levels);
    return outcome.ok
      ? { may: 'take', allocations: outcome.allocations }
      : { may: 'not', shortages: outcome.shortages };
  }
  const policyOf = (sku: string): StockPolicy =>
    stocks.levels.find((level) => level.sku === sku)?.policy ?? defaultPolicy(sku);
  const mayWait = shortages.every(({ sku, requested }) => {
    const policy = policyOf(sku);
    return mayBeAwaited(policy, at) && requested <= roomInLine(policy, stocks.waiting.get(sku) ?? 0);
  });
  if (!mayWait) return { may: 'not', shortages };
  const expectedAt = latest(shortages.map(({ sku }) => expectationOf(policyOf(sku))));
  return { may: 'wait', lines: demand, shortages, expectedAt };
};
