import { describe, expect, it } from '@jest/globals';
import type { RankedLevel } from './allocation.ts';
import { decide, type Reservation, type ReservationCommand } from './reservation.ts';

const orderId = '0192b7a0-0000-7000-8000-000000000001';
const at = new Date('2026-01-01T00:00:00Z');
const lines = [{ sku: 'a', warehouseId: 'east', quantity: 2 }];
const shortages = [{ sku: 'a', requested: 2, available: 1 }];

const STATES: readonly Reservation[] = [
  { status: 'UNKNOWN', orderId },
  { status: 'HELD', orderId, lines },
  { status: 'FAILED', orderId, shortages },
  { status: 'RELEASED', orderId },
  { status: 'COMMITTED', orderId },
];

const reserve: ReservationCommand = { type: 'ReserveStock', lines: [{ sku: 'a', quantity: 2 }], at };
const release: ReservationCommand = { type: 'ReleaseStock', reason: 'cancelled', at };
const commit: ReservationCommand = { type: 'CommitStock', at };

const stock = (onHand: number): RankedLevel[] => [
  { sku: 'a', warehouseId: 'east', onHand, reserved: 0, version: 1, priority: 1 },
];

const outcomeOf = (command: ReservationCommand, state: Reservation, onHand = 5): string => {
  const decision = decide(command, state, stock(onHand));
  if (!decision.ok) return decision.code;
  const moves = decision.movements.map(
    ({ kind, onHandDelta, reservedDelta }) => ` ${kind} ${onHandDelta}/${reservedDelta}`,
  );
  return `${decision.reservation.status}${moves.join('')}`;
};

describe('a reservation', () => {
  it('goes its way: status × command', () => {
    const table = STATES.map((state) => [
      state.status,
      outcomeOf(reserve, state),
      outcomeOf(release, state),
      outcomeOf(commit, state),
    ]);
    expect(table).toEqual([
      ['UNKNOWN', 'HELD RESERVE 0/2', 'RELEASED', 'RESERVATION_UNKNOWN'],
      ['HELD', 'HELD', 'RELEASED RELEASE 0/-2', 'COMMITTED COMMIT -2/-2'],
      ['FAILED', 'FAILED', 'RELEASED', 'FAILED'],
      ['RELEASED', 'RELEASED', 'RELEASED', 'RELEASED'],
      ['COMMITTED', 'COMMITTED', 'COMMITTED', 'COMMITTED'],
    ]);
  });

  it('fails without moving anything when there is too little', () => {
    expect(outcomeOf(reserve, { status: 'UNKNOWN', orderId }, 1)).toBe('FAILED');
  });
});
