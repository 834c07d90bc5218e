import { describe, expect, it } from '@jest/globals';
import {
  backordered,
  COMMANDS,
  decideIn,
  held,
  later,
  orderId,
  outcomeOf,
  shortages,
  stock,
} from '../../../test/a-reservation.ts';
import type { Reservation } from './reservation.ts';

const STATES: readonly Reservation[] = [
  { status: 'UNKNOWN', orderId },
  held,
  backordered,
  { status: 'FAILED', orderId, shortages },
  { status: 'RELEASED', orderId },
  { status: 'COMMITTED', orderId },
];

const ALL = Object.values(COMMANDS);

describe('a reservation', () => {
  it('goes its way: status × command', () => {
    const table = STATES.map((state) => [state.status, ...ALL.map((command) => outcomeOf(command, state))]);
    expect([['', ...ALL.map(({ type }) => type)], ...table]).toEqual([
      ['', 'ReserveStock', 'ServeBackorder', 'ReleaseLines', 'ReleaseStock', 'CommitStock', 'ExtendReservation'],
      ['UNKNOWN', 'HELD RESERVE 0/2', 'unknown', 'unknown', 'RELEASED', 'unknown', 'unknown'],
      ['HELD', 'HELD', 'HELD', 'HELD RELEASE 0/-1', 'RELEASED RELEASE 0/-2', 'COMMITTED COMMIT -2/-2', 'HELD'],
      ['BACKORDERED', 'BACKORDERED', 'HELD RESERVE 0/2', 'BACKORDERED', 'RELEASED', 'BACKORDERED', 'BACKORDERED'],
      ['FAILED', 'FAILED', 'FAILED', 'FAILED', 'RELEASED', 'FAILED', 'FAILED'],
      ['RELEASED', 'RELEASED', 'RELEASED', 'RELEASED', 'RELEASED', 'RELEASED', 'RELEASED'],
      ['COMMITTED', 'COMMITTED', 'COMMITTED', 'COMMITTED', 'COMMITTED', 'COMMITTED', 'COMMITTED'],
    ]);
  });

  it('fails without moving anything when there is too little', () => {
    expect(outcomeOf(COMMANDS.reserve, { status: 'UNKNOWN', orderId }, { levels: stock(1) })).toBe('FAILED');
  });

  it('is asked about later after each extension', () => {
    expect(decideIn(COMMANDS.extend, held)).toMatchObject({ ok: true, reservation: { expiresAt: later } });
  });
});
