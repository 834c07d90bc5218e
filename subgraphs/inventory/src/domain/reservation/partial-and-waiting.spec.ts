import { describe, expect, it } from '@jest/globals';
import {
  at,
  backordered,
  COMMANDS,
  changeId,
  decideIn,
  held,
  later,
  orderId,
  outcomeOf,
  stock,
} from '../../../test/a-reservation.ts';
import type { Reservation } from './reservation.ts';

describe('a partial release', () => {
  it('frees what is asked for, once per change, and at most what is held', () => {
    const first = decideIn(COMMANDS.releaseLines, held);
    expect(first).toMatchObject({ ok: true, reservation: { lines: [{ quantity: 1 }], changes: [changeId] } });
    expect(outcomeOf(COMMANDS.releaseLines, first.ok ? first.reservation : held)).toBe('HELD');
    const greedy = { ...COMMANDS.releaseLines, lines: [{ sku: 'a', warehouseId: 'east', quantity: 9 }] };
    expect(decideIn(greedy, held)).toMatchObject({ reservation: { lines: [] }, movements: [{ reservedDelta: -2 }] });
  });

  it('frees nothing in a warehouse where nothing is held', () => {
    const elsewhere = {
      ...COMMANDS.releaseLines,
      lines: [{ sku: 'a', warehouseId: 'west', quantity: 1 }],
    };
    expect(outcomeOf(elsewhere, held)).toBe('HELD');
  });

  it('of an order in line takes the pieces out of line, and the order where none are left', () => {
    expect(decideIn(COMMANDS.releaseLines, backordered)).toMatchObject({
      reservation: { lines: [{ sku: 'a', quantity: 1 }] },
    });
    const all = { ...COMMANDS.releaseLines, lines: [{ sku: 'a', warehouseId: '', quantity: 2 }] };
    expect(outcomeOf(all, backordered)).toBe('RELEASED');
  });
});

describe('an order for more than there is', () => {
  const newcomer: Reservation = { status: 'UNKNOWN', orderId };

  it.each([
    ['the SKU may be back-ordered', { backorder: 'ALLOW' }, 0, 'BACKORDERED'],
    ['the SKU is on pre-order', { preorderUntil: later }, 0, 'BACKORDERED'],
    ['its pre-order is over', { preorderUntil: at }, 0, 'FAILED'],
    ['there is room in line', { backorder: 'ALLOW', backorderLimit: 5 }, 3, 'BACKORDERED'],
    ['the line is full', { backorder: 'ALLOW', backorderLimit: 5 }, 4, 'FAILED'],
  ] as const)('where %s', (_what, policy, waiting, status) => {
    expect(outcomeOf(COMMANDS.reserve, newcomer, { levels: stock(1, policy), waiting })).toBe(status);
  });

  it('does not jump the line, though there would be enough for it alone', () => {
    const levels = stock(3, { backorder: 'ALLOW' });
    expect(outcomeOf(COMMANDS.reserve, newcomer, { levels, waiting: 2 })).toBe('BACKORDERED');
    expect(outcomeOf(COMMANDS.reserve, newcomer, { levels, waiting: 1 })).toBe('HELD RESERVE 0/2');
  });

  it('is served from the line whatever others wait for', () => {
    expect(outcomeOf(COMMANDS.serve, backordered, { waiting: 100 })).toBe('HELD RESERVE 0/2');
    expect(outcomeOf(COMMANDS.serve, backordered, { levels: stock(1), waiting: 2 })).toBe('BACKORDERED');
  });

  it('learns when its pieces are expected', () => {
    const levels = stock(0, { backorder: 'ALLOW', expectedAt: later });
    expect(decideIn(COMMANDS.reserve, newcomer, { levels })).toMatchObject({ reservation: { expectedAt: later } });
  });
});
