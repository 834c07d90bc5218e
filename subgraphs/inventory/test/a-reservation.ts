import { decide } from '../src/domain/reservation/decide-reservation.ts';
import type { Backordered, Held, Reservation, ReservationCommand } from '../src/domain/reservation/reservation.ts';
import type { RankedLevel } from '../src/domain/stock/stock-level.ts';
import { defaultPolicy, type StockPolicy } from '../src/domain/stock/stock-policy.ts';

export const orderId = '0192b7a0-0000-7000-8000-000000000001';
export const changeId = '0192b7a0-0000-7000-8000-0000000000c1';
export const at = new Date('2026-01-01T00:00:00Z');
export const later = new Date('2026-01-01T00:30:00Z');
const PIECES = { sku: 'a', warehouseId: 'east', quantity: 2 };
export const shortages = [{ sku: 'a', requested: 2, available: 1 }];
export const held: Held = { status: 'HELD', orderId, lines: [PIECES], expiresAt: at, changes: [] };
export const backordered: Backordered = {
  status: 'BACKORDERED',
  orderId,
  lines: [{ sku: 'a', quantity: 2 }],
  shortages,
  expectedAt: null,
  changes: [],
};

export const COMMANDS = {
  reserve: { type: 'ReserveStock', lines: [{ sku: 'a', quantity: 2 }], at, expiresAt: later },
  serve: { type: 'ServeBackorder', at, expiresAt: later },
  releaseLines: { type: 'ReleaseLines', changeId, lines: [{ ...PIECES, quantity: 1 }], reason: 'changed', at },
  release: { type: 'ReleaseStock', reason: 'cancelled', at },
  commit: { type: 'CommitStock', at },
  extend: { type: 'ExtendReservation', expiresAt: later, at },
} as const satisfies Record<string, ReservationCommand>;

/** So many pieces of `a` in the east, sold by this policy. */
export const stock = (onHand: number, policy: Partial<StockPolicy> | null = null): RankedLevel[] => [
  {
    sku: 'a',
    warehouseId: 'east',
    onHand,
    reserved: 0,
    safetyStock: 0,
    version: 1,
    priority: 1,
    isActive: true,
    policy: policy && { ...defaultPolicy('a'), ...policy },
  },
];

interface Surroundings {
  readonly levels?: RankedLevel[];
  readonly waiting?: number;
}

export const decideIn = (
  command: ReservationCommand,
  state: Reservation,
  { levels = stock(5), waiting = 0 }: Surroundings = {},
) => decide(command, state, { levels, waiting: new Map([['a', waiting]]) });

/** The status that follows, and what moves for it. */
export const outcomeOf = (command: ReservationCommand, state: Reservation, surroundings: Surroundings = {}): string => {
  const decision = decideIn(command, state, surroundings);
  if (!decision.ok) return 'unknown';
  const moves = decision.movements.map(
    ({ kind, onHandDelta, reservedDelta }) => ` ${kind} ${onHandDelta}/${reservedDelta}`,
  );
  return `${decision.reservation.status}${moves.join('')}`;
};
