import { describe, expect, it } from '@jest/globals';
import { decideAdjustment, decideReceipt } from './adjustment.ts';
import { type Edit, MOST_IN_LEVEL } from './edit.ts';
import type { StockLevel } from './stock-level.ts';

const level = { sku: 'a', warehouseId: 'east', onHand: 10, reserved: 4, safetyStock: 0, version: 7 };
const edit = { actor: 'warehouse', at: new Date(0), reason: 'count' };
const adjust = (delta: number, expectedVersion?: number) => decideAdjustment({ delta, expectedVersion }, level, edit);

describe('a correction by hand', () => {
  it('may take away all that no order holds', () => {
    expect(adjust(-6, 7)).toMatchObject({
      ok: true,
      movements: [{ kind: 'ADJUST', onHandDelta: -6, reservedDelta: 0, actor: 'warehouse', reference: null }],
    });
  });

  it('may not take away what orders hold', () => {
    expect(adjust(-7)).toEqual({ ok: false, refusal: { code: 'STOCK_NEGATIVE', onHand: 10, reserved: 4, delta: -7 } });
  });

  it('is refused when the level has moved on since it was seen', () => {
    expect(adjust(1, 6)).toEqual({ ok: false, refusal: { code: 'STOCK_VERSION_STALE', expectedVersion: 6, level } });
  });

  it('cannot make a level larger than any house', () => {
    const delta = MOST_IN_LEVEL - 9;
    expect(adjust(delta)).toEqual({
      ok: false,
      refusal: { code: 'STOCK_TOO_LARGE', onHand: 10, delta, most: MOST_IN_LEVEL },
    });
  });
});

const receive = (quantity: number, to: StockLevel, why: Edit) =>
  decideReceipt({ quantity, expectedVersion: undefined }, to, why);

describe('a receipt', () => {
  it('adds pieces and keeps the number of the paper', () => {
    const decision = receive(5, level, { ...edit, reference: 'PO-1' });
    expect(decision).toMatchObject({
      ok: true,
      movements: [{ kind: 'RECEIVE', onHandDelta: 5, reference: 'PO-1' }],
    });
  });

  it('fills a level to the brim and not beyond', () => {
    expect(receive(MOST_IN_LEVEL - 10, level, edit).ok).toBe(true);
    expect(receive(MOST_IN_LEVEL - 9, level, edit).ok).toBe(false);
  });
});
