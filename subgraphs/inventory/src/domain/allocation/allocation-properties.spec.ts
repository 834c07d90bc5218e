import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RankedLevel, sellableIn } from '../stock/stock-level.ts';
import { allocate, sumBySku } from './allocation.ts';

const SKUS = ['a', 'b', 'c', 'd'];

const demand = fc.array(fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 6 }) }), {
  minLength: 1,
  maxLength: 5,
});

const levelsOf = (warehouses: number) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 8 }), {
        minLength: warehouses * SKUS.length,
        maxLength: warehouses * SKUS.length,
      }),
      fc.array(fc.record({ reserved: fc.nat(3), safetyStock: fc.nat(2) }), { minLength: 1, maxLength: 7 }),
      fc.array(fc.boolean(), { minLength: warehouses, maxLength: warehouses }),
    )
    .map(([pieces, taken, active]) =>
      pieces.map((onHand, index): RankedLevel => {
        const house = Math.floor(index / SKUS.length);
        const { reserved = 0, safetyStock = 0 } = taken[index % taken.length] ?? {};
        return {
          sku: SKUS[index % SKUS.length] as string,
          warehouseId: `wh-${house}`,
          onHand,
          reserved: Math.min(onHand, reserved),
          safetyStock,
          version: 1,
          priority: house + 1,
          isActive: active[house] === true || house === 0,
          policy: null,
        };
      }),
    );

const subsets = <Item>([first, ...rest]: readonly Item[]): Item[][] =>
  first === undefined ? [[]] : subsets(rest).flatMap((some) => [some, [first, ...some]]);

/** The fewest parcels, found by looking at every choice of warehouses. */
const fewestByBruteForce = (lines: Parameters<typeof allocate>[0], levels: readonly RankedLevel[]): number => {
  const houses = [...new Set(levels.map(({ warehouseId }) => warehouseId))];
  const serves = (chosen: readonly string[]) =>
    sumBySku(lines).every(({ sku, quantity }) => {
      const there = levels.filter((level) => level.sku === sku && chosen.includes(level.warehouseId));
      return there.reduce((sum, level) => sum + sellableIn(level), 0) >= quantity;
    });
  return Math.min(
    ...subsets(houses)
      .filter(serves)
      .map(({ length }) => length),
  );
};

describe('any allocation', () => {
  it.each([1, 3, 6, 8])(
    'over %i warehouses gives exactly what is asked for, and nothing that is not for sale',
    (count) => {
      fc.assert(
        fc.property(demand, levelsOf(count), (lines, levels) => {
          const outcome = allocate(lines, levels);
          if (!outcome.ok) {
            for (const { requested, available } of outcome.shortages) expect(available).toBeLessThan(requested);
            return;
          }
          expect(sumBySku(outcome.allocations)).toEqual(sumBySku(lines));
          for (const { sku, warehouseId, quantity } of outcome.allocations) {
            const level = levels.find((one) => one.sku === sku && one.warehouseId === warehouseId);
            expect(quantity).toBeGreaterThan(0);
            expect(quantity).toBeLessThanOrEqual(level ? sellableIn(level) : 0);
          }
        }),
      );
    },
  );

  it('sends as few parcels as can be', () => {
    fc.assert(
      fc.property(demand, levelsOf(5), (lines, levels) => {
        const outcome = allocate(lines, levels);
        if (!outcome.ok) return;
        const parcels = new Set(outcome.allocations.map(({ warehouseId }) => warehouseId)).size;
        expect(parcels).toBe(fewestByBruteForce(lines, levels));
      }),
    );
  });

  it('does not depend on the order of lines or levels', () => {
    fc.assert(
      fc.property(demand, levelsOf(4), (lines, levels) => {
        expect(allocate(lines.toReversed(), levels.toReversed())).toEqual(allocate(lines, levels));
      }),
    );
  });
});
