import { describe, expect, it } from '@jest/globals';
import { decideAdjustment } from './adjustment.ts';

const level = { sku: 'a', warehouseId: 'east', onHand: 10, reserved: 4, version: 7 };
const editor = { actor: 'warehouse', at: new Date(0) };
const adjust = (delta: number, expectedVersion?: number) =>
  decideAdjustment({ sku: 'a', warehouseId: 'east', delta, reason: 'count', expectedVersion }, level, editor);

describe('a correction by hand', () => {
  it('may take away all that no order holds', () => {
    expect(adjust(-6, 7)).toMatchObject({
      ok: true,
      movement: { kind: 'ADJUST', onHandDelta: -6, reservedDelta: 0, actor: 'warehouse' },
    });
  });

  it('may not take away what orders hold', () => {
    expect(adjust(-7)).toEqual({ ok: false, refusal: { code: 'STOCK_NEGATIVE', onHand: 10, reserved: 4, delta: -7 } });
  });

  it('is refused when the level has moved on since it was seen', () => {
    expect(adjust(1, 6)).toEqual({ ok: false, refusal: { code: 'STOCK_VERSION_STALE', expectedVersion: 6, level } });
  });
});
