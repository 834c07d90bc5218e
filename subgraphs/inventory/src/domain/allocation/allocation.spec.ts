import { describe, expect, it } from '@jest/globals';
import type { RankedLevel } from '../stock/stock-level.ts';
import { allocate, sumBySku } from './allocation.ts';

const level = (sku: string, warehouseId: 'east' | 'west', onHand: number, reserved = 0): RankedLevel => ({
  sku,
  warehouseId,
  onHand,
  reserved,
  safetyStock: 0,
  version: 1,
  isActive: true,
  policy: null,
  priority: warehouseId === 'east' ? 1 : 2,
});

describe('lines of one SKU', () => {
  it('are summed, and SKUs put in order', () => {
    const lines = [
      { sku: 'b', quantity: 1 },
      { sku: 'a', quantity: 2 },
      { sku: 'b', quantity: 3 },
    ];
    expect(sumBySku(lines)).toEqual([
      { sku: 'a', quantity: 2 },
      { sku: 'b', quantity: 4 },
    ]);
  });

  it('stay a representable number however absurd they are', () => {
    const line = { sku: 'a', quantity: Number.MAX_SAFE_INTEGER };
    expect(sumBySku([line, line])).toEqual([line]);
  });
});

describe('an allocation', () => {
  it('takes everything from the preferred warehouse where it has everything', () => {
    const outcome = allocate([{ sku: 'a', quantity: 2 }], [level('a', 'west', 9), level('a', 'east', 2)]);
    expect(outcome).toEqual({ ok: true, allocations: [{ sku: 'a', warehouseId: 'east', quantity: 2 }] });
  });

  it('prefers one parcel from a lesser warehouse over two parcels', () => {
    const levels = [level('a', 'east', 5), level('b', 'east', 0), level('a', 'west', 1), level('b', 'west', 1)];
    const outcome = allocate(
      [
        { sku: 'a', quantity: 1 },
        { sku: 'b', quantity: 1 },
      ],
      levels,
    );
    expect(outcome).toEqual({
      ok: true,
      allocations: [
        { sku: 'a', warehouseId: 'west', quantity: 1 },
        { sku: 'b', warehouseId: 'west', quantity: 1 },
      ],
    });
  });

  it('splits by priority where no warehouse has everything', () => {
    const outcome = allocate([{ sku: 'a', quantity: 5 }], [level('a', 'west', 4), level('a', 'east', 6, 3)]);
    expect(outcome).toEqual({
      ok: true,
      allocations: [
        { sku: 'a', warehouseId: 'east', quantity: 3 },
        { sku: 'a', warehouseId: 'west', quantity: 2 },
      ],
    });
  });

  it('gives nothing at all where one SKU is short, and names what is short', () => {
    const outcome = allocate(
      [
        { sku: 'a', quantity: 1 },
        { sku: 'b', quantity: 3 },
        { sku: 'unknown', quantity: 1 },
      ],
      [level('a', 'east', 5), level('b', 'east', 2), level('b', 'west', 4, 4)],
    );
    expect(outcome).toEqual({
      ok: false,
      shortages: [
        { sku: 'b', requested: 3, available: 2 },
        { sku: 'unknown', requested: 1, available: 0 },
      ],
    });
  });
});
