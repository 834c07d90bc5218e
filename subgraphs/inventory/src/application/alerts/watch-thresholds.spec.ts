import { describe, expect, it } from '@jest/globals';
import type { AlertState } from '../../domain/stock/stock-alert.ts';
import type { RankedLevel } from '../../domain/stock/stock-level.ts';
import type { Unit } from '../ports.ts';
import { watchThresholds } from './watch-thresholds.ts';

/** Alerts in memory, and what was said. */
const aWatch = () => {
  const states = new Map<string, AlertState>();
  const said: unknown[] = [];
  let asked = 0;
  const unit = {
    alerts: {
      move: async (moves: Parameters<Unit['alerts']['move']>[0]) => {
        asked += 1;
        return moves.flatMap(({ sku, next }) => {
          const state = states.get(sku) ?? 'IN_STOCK';
          states.set(sku, next[state]);
          return next[state] === state ? [] : [{ sku, state: next[state] }];
        });
      },
    },
    send: (_contract: unknown, data: unknown) => said.push(data),
  } as unknown as Unit;
  return { unit, said, timesAsked: () => asked };
};

const level = (onHand: number): RankedLevel => ({
  sku: 'a',
  warehouseId: 'east',
  onHand,
  reserved: 0,
  safetyStock: 0,
  version: 1,
  priority: 1,
  isActive: true,
  policy: null,
});
const occasion = { at: new Date(0), correlationId: 'c' };

describe('watching thresholds', () => {
  it('says what was crossed, and with how many pieces', async () => {
    const { unit, said } = aWatch();
    for (const [before, after] of [[20, 5] as const, [5, 0] as const, [0, 7] as const])
      await watchThresholds(unit, { before: [level(before)], after: [level(after)] }, occasion);
    expect(said).toEqual([
      { sku: 'a', threshold: 'LOW_STOCK', available: 5, lowStockAt: 5 },
      { sku: 'a', threshold: 'OUT_OF_STOCK', available: 0, lowStockAt: 5 },
      { sku: 'a', threshold: 'RESTOCKED', available: 7, lowStockAt: 5 },
    ]);
  });

  it('costs nothing while a SKU stays between its thresholds', async () => {
    const { unit, timesAsked } = aWatch();
    await watchThresholds(unit, { before: [level(20)], after: [level(8)] }, occasion);
    expect(timesAsked()).toBe(0);
  });

  it('looks at a SKU that may have come from anywhere', async () => {
    const { unit, said } = aWatch();
    await watchThresholds(unit, { before: [], after: [level(0)] }, occasion);
    expect(said).toMatchObject([{ threshold: 'OUT_OF_STOCK' }]);
  });
});
