import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideLines } from './decide-lines.ts';
import type { StockLine } from './stock-line.ts';

const account = { reference: 'file', actor: 'warehouse', at: new Date(0) };
const level = { sku: 'a', warehouseId: 'east', onHand: 10, reserved: 4, safetyStock: 0, version: 7 };
const line = (change: StockLine['change'], expectedVersion?: number): StockLine => ({
  line: 2,
  sku: 'a',
  warehouseId: 'east',
  change,
  reason: 'file',
  expectedVersion,
});

describe('the lines of a file', () => {
  it('build on one another and count as one change of the level', () => {
    const { outcomes } = decideLines(
      [line({ delta: 1 }, 7), line({ delta: 1 }), line({ delta: 1 }, 7)],
      [level],
      account,
    );
    expect(outcomes.map(({ status, code }) => code ?? status)).toEqual(['APPLIED', 'APPLIED', 'STOCK_VERSION_STALE']);
    expect(outcomes.map((outcome) => outcome.level)).toMatchObject([
      { onHand: 11, version: 8 },
      { onHand: 12, version: 8 },
      { onHand: 12, version: 8 },
    ]);
  });

  it('count also what is as expected', () => {
    const { outcomes, movements, counts } = decideLines([line({ counted: 10 })], [level], account);
    expect(outcomes).toMatchObject([{ status: 'UNCHANGED' }]);
    expect([movements.length, counts.length]).toEqual([0, 1]);
  });

  it('never take what orders hold, and move exactly what their outcomes say', () => {
    const change = fc.oneof(
      fc.record({ delta: fc.integer({ min: -8, max: 8 }) }),
      fc.record({ counted: fc.integer({ min: 0, max: 15 }) }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1 }), (changes) => {
        const { outcomes, movements } = decideLines(
          changes.map((one) => line(one)),
          [level],
          account,
        );
        const moved = movements.reduce((sum, { onHandDelta }) => sum + onHandDelta, level.onHand);
        expect(outcomes.at(-1)?.level?.onHand).toBe(moved);
        for (const outcome of outcomes) expect(outcome.level?.onHand).toBeGreaterThanOrEqual(level.reserved);
        expect(outcomes.filter(({ status }) => status === 'APPLIED')).toHaveLength(movements.length);
      }),
    );
  });
});
