import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AT,
  authorize,
  CHANGE,
  cancel,
  cancelLines,
  capture,
  commit,
  given,
  historyOf,
  linesReleased,
  place,
  reduced,
  reserve,
  ship,
} from '../../../test/order-specification.ts';
import { pickReleased, withoutPieces } from '../pricing/allocation.ts';
import type { OrderCommand } from './commands.ts';
import type { Allocation } from './events.ts';
import { fold } from './evolve.ts';

const RESERVED = [place, reserve];
const CONFIRMED = [...RESERVED, authorize];
const SHIPPED = [...CONFIRMED, ship('SHIPPED')];
const typesAfter = (...commands: readonly OrderCommand[]) => historyOf(...commands).map(({ type }) => type);

describe('cancelling pieces of an order', () => {
  it('is done at once while only its stock is held, and lets go of just that', () => {
    const order = fold(historyOf(...RESERVED, cancelLines(1)));
    expect(order).toMatchObject({
      status: 'RESERVED',
      lines: [{ id: 'l1', quantity: 1 }],
      allocations: [{ sku: 'A', quantity: 1, warehouseId: 'w1' }],
      totals: { subtotal: { amount: 1500 }, shipping: { amount: 499 }, grandTotal: { amount: 1999 } },
      orderedTotal: { amount: 3499 },
      change: { changeId: CHANGE, stage: 'RELEASING', released: [{ sku: 'A', quantity: 1, warehouseId: 'w1' }] },
    });
    expect(fold(historyOf(...RESERVED, cancelLines(1), linesReleased()))).toMatchObject({ change: null });
  });

  it('is up to the warehouse once it has the order', () => {
    const asked = [...CONFIRMED, cancelLines(1)];
    expect(fold(historyOf(...asked))).toMatchObject({ lines: [{ quantity: 2 }], change: { stage: 'ASKED' } });
    expect(fold(historyOf(...asked, reduced(true)))).toMatchObject({ lines: [{ quantity: 1 }] });
    expect(fold(historyOf(...asked, reduced(false)))).toMatchObject({ lines: [{ quantity: 2 }], change: null });
  });

  it('of all pieces is a cancellation of the whole', () => {
    expect(typesAfter(...RESERVED, cancelLines(2)).at(-1)).toBe('OrderCancelled');
    expect(typesAfter(...CONFIRMED, cancelLines(2)).at(-1)).toBe('CancellationRequested');
  });

  it('is done once, however often it is asked', () => {
    expect(typesAfter(...RESERVED, cancelLines(1), cancelLines(1))).toHaveLength(3);
    expect(typesAfter(...RESERVED, cancelLines(1), linesReleased(), cancelLines(1))).toHaveLength(4);
    const done = [...CONFIRMED, cancelLines(1), reduced(true)];
    expect(historyOf(...done, reduced(true), linesReleased(), linesReleased())).toHaveLength(
      historyOf(...done).length + 1,
    );
  });

  it('is one change at a time, and none beside a cancellation', () => {
    const refusal = { code: 'ORDER_CHANGING', state: 'CONFIRMED' } as const;
    given(...historyOf(...CONFIRMED, cancelLines(1)))
      .when(cancelLines(1, 'other'))
      .refuses(refusal);
    given(...historyOf(...CONFIRMED, cancel))
      .when(cancelLines(1))
      .refuses(refusal);
  });

  it('is refused for what the order does not have', () => {
    given(...historyOf(...CONFIRMED))
      .when(cancelLines(3))
      .refuses({ code: 'LINE_TOO_SHORT', lineId: 'l1', requested: 3, left: 2 });
    given(...historyOf(...CONFIRMED))
      .when({ type: 'CancelLines', at: AT, changeId: CHANGE, lines: [{ lineId: 'l9', quantity: 1 }], reason: 'x' })
      .refuses({ code: 'LINES_UNKNOWN', lineIds: ['l9'] });
    const twice = [
      { lineId: 'l1', quantity: 1 },
      { lineId: 'l1', quantity: 2 },
    ];
    given(...historyOf(...CONFIRMED))
      .when({ type: 'CancelLines', at: AT, changeId: CHANGE, lines: twice, reason: 'x' })
      .refuses({ code: 'LINE_TOO_SHORT', lineId: 'l1', requested: 3, left: 2 });
  });

  it.each([
    ['before its stock is held', [place], 'PENDING'],
    ['once it is packed', [...CONFIRMED, ship('PACKED')], 'PACKED'],
    ['once it is sent', SHIPPED, 'SHIPPED'],
  ] as const)('is refused %s', (_when, commands, state) => {
    given(...historyOf(...commands))
      .when(cancelLines(1))
      .refuses({ code: 'ORDER_STATE_ILLEGAL', state });
  });

  it('holds for a parcel that left before the answer of its warehouse came', () => {
    const late = [...CONFIRMED, cancelLines(1), ship('SHIPPED'), reduced(true)];
    expect(fold(historyOf(...late))).toMatchObject({ status: 'SHIPPED', totals: { grandTotal: { amount: 1999 } } });
  });

  it('gives back what was taken too much, should the money have been taken first', () => {
    const late = historyOf(...CONFIRMED, cancelLines(1), ship('SHIPPED'), capture, commit, reduced(true));
    expect(late.at(-1)).toMatchObject({ type: 'RefundRequested', data: { amount: { amount: 1500 } } });
  });

  it('ends with its order', () => {
    const order = fold(historyOf(...CONFIRMED, cancelLines(1), cancel, ship('CANCELLED')));
    expect(order).toMatchObject({ status: 'CANCELLED', change: null });
    given(...historyOf(...CONFIRMED, cancelLines(1), cancel, ship('CANCELLED')))
      .when(reduced(true))
      .yields();
  });
});

const allocation = fc.record({
  sku: fc.constantFrom('A', 'B'),
  quantity: fc.integer({ min: 1, max: 9 }),
  warehouseId: fc.constantFrom('w1', 'w2', 'w3'),
});
const sum = (allocations: readonly Allocation[], sku: string): number =>
  allocations.filter((one) => one.sku === sku).reduce((all, { quantity }) => all + quantity, 0);

describe('the allocations that are freed', () => {
  it('are as many as the cancelled pieces, and leave the rest', () => {
    fc.assert(
      fc.property(fc.array(allocation, { maxLength: 8 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), (held, a, b) => {
        const wanted = [
          { sku: 'A', quantity: Math.min(a, sum(held, 'A')) },
          { sku: 'B', quantity: Math.min(b, sum(held, 'B')) },
        ];
        const freed = pickReleased(held, wanted);
        const left = withoutPieces(held, freed);
        for (const { sku, quantity } of wanted) {
          expect(sum(freed, sku)).toBe(quantity);
          expect(sum(left, sku)).toBe(sum(held, sku) - quantity);
        }
        expect(pickReleased(held.toReversed(), wanted.toReversed()).length).toBe(freed.length);
      }),
    );
  });

  it('spare the parcel that has most of it', () => {
    const held = [
      { sku: 'A', quantity: 4, warehouseId: 'w1' },
      { sku: 'A', quantity: 1, warehouseId: 'w2' },
    ];
    expect(pickReleased(held, [{ sku: 'A', quantity: 2 }])).toEqual([
      { sku: 'A', quantity: 1, warehouseId: 'w2' },
      { sku: 'A', quantity: 1, warehouseId: 'w1' },
    ]);
  });
});
