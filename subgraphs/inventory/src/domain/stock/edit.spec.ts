import { describe, expect, it } from '@jest/globals';
import { decideCount } from './stock-count.ts';
import { decideTransfer } from './transfer.ts';

const east = { sku: 'a', warehouseId: 'east', onHand: 10, reserved: 4, safetyStock: 2, version: 7 };
const west = { ...east, warehouseId: 'west', onHand: 0, reserved: 0, version: 1 };
const edit = { actor: 'warehouse', at: new Date(0), reason: 'because' };
const transfer = (quantity: number, expectedVersion?: number) =>
  decideTransfer({ from: east, to: west, quantity, expectedVersion }, edit);
const count = (counted: number, expectedVersion?: number) => decideCount({ counted, expectedVersion }, east, edit);

describe('a transfer', () => {
  it('takes here and gives there, so that nothing is made or lost', () => {
    expect(transfer(6, 7)).toMatchObject({
      ok: true,
      movements: [
        { kind: 'TRANSFER', warehouseId: 'east', onHandDelta: -6 },
        { kind: 'TRANSFER', warehouseId: 'west', onHandDelta: 6 },
      ],
    });
  });

  it('leaves what orders hold where they hold it', () => {
    expect(transfer(7)).toMatchObject({ ok: false, refusal: { code: 'STOCK_NEGATIVE', onHand: 10, reserved: 4 } });
  });

  it('of a level that has moved on is refused', () => {
    expect(transfer(1, 6)).toMatchObject({ ok: false, refusal: { code: 'STOCK_VERSION_STALE' } });
  });
});

describe('a count', () => {
  it('posts the difference', () => {
    expect(count(8)).toMatchObject({
      ok: true,
      movements: [{ kind: 'COUNT', onHandDelta: -2 }],
      count: { expected: 10, counted: 8, actor: 'warehouse' },
    });
  });

  it('that finds what was expected moves nothing and is kept', () => {
    expect(count(10, 7)).toMatchObject({ ok: true, movements: [], count: { expected: 10, counted: 10 } });
  });

  it('cannot find fewer pieces than orders hold', () => {
    expect(count(3)).toEqual({ ok: false, refusal: { code: 'STOCK_COUNT_BELOW_RESERVED', counted: 3, level: east } });
  });

  it('of a level that has moved on is refused', () => {
    expect(count(10, 6)).toMatchObject({ ok: false, refusal: { code: 'STOCK_VERSION_STALE' } });
  });
});
