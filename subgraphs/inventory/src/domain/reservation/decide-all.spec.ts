import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RankedLevel, sellableIn } from '../stock/stock-level.ts';
import { defaultPolicy } from '../stock/stock-policy.ts';
import { type Books, decideAll, type OrderCommand } from './decide-all.ts';
import type { KnownReservation, ReservationCommand } from './reservation.ts';

const at = new Date('2026-01-01T00:00:00Z');
const SKUS = ['a', 'b'];
const HOUSES = ['east', 'west'];
const ORDERS = ['one', 'two', 'three', 'four'];

/** Of `b` more may be ordered than there is. */
const POLICIES = { a: null, b: { ...defaultPolicy('b'), backorder: 'ALLOW' as const, backorderLimit: 6 } };

const stocks = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }).map((pieces) =>
  SKUS.flatMap((sku, row) =>
    HOUSES.map(
      (warehouseId, column): RankedLevel => ({
        sku,
        warehouseId,
        onHand: pieces[2 * row + column] ?? 0,
        reserved: 0,
        safetyStock: 0,
        version: 1,
        priority: column,
        isActive: true,
        policy: POLICIES[sku as 'a' | 'b'],
      }),
    ),
  ),
);

const line = fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 4 }) });
const lines = fc.array(line, { minLength: 1, maxLength: 3 });
const command: fc.Arbitrary<ReservationCommand> = fc.oneof(
  { weight: 4, arbitrary: lines.map((of) => ({ type: 'ReserveStock' as const, lines: of, at, expiresAt: at })) },
  fc.constant({ type: 'ReleaseStock' as const, reason: 'cancelled', at }),
  fc.constant({ type: 'CommitStock' as const, at }),
  fc.constant({ type: 'ServeBackorder' as const, at, expiresAt: at }),
  fc.tuple(fc.constantFrom('c1', 'c2'), line, fc.constantFrom(...HOUSES)).map(([changeId, some, warehouseId]) => ({
    type: 'ReleaseLines' as const,
    changeId,
    lines: [{ ...some, warehouseId }],
    reason: 'cancelled',
    at,
  })),
);
const commands = fc.array(
  fc.tuple(fc.constantFrom(...ORDERS), command).map(([orderId, of]): OrderCommand => ({ orderId, command: of })),
  { maxLength: 25 },
);

const startWith = (levels: readonly RankedLevel[]): Books => ({
  levels,
  reservations: new Map(),
  waiting: new Map([['b', 0]]),
});

/** The books after a batch, as the database would have them. */
const after = (books: Books, batch: readonly OrderCommand[]): Books => {
  const { changes, movements } = decideAll(batch, books);
  const reservations = new Map(books.reservations);
  for (const { after: known } of changes) reservations.set(known.orderId, known);
  const levels = books.levels.map((level) => {
    const own = movements.filter(({ sku, warehouseId }) => sku === level.sku && warehouseId === level.warehouseId);
    const sum = (pick: 'onHandDelta' | 'reservedDelta') => own.reduce((total, move) => total + move[pick], 0);
    return { ...level, onHand: level.onHand + sum('onHandDelta'), reserved: level.reserved + sum('reservedDelta') };
  });
  return { levels, reservations, waiting: new Map([['b', waitingFor('b', reservations)]]) };
};

const waitingFor = (sku: string, reservations: Books['reservations']): number =>
  [...reservations.values()]
    .flatMap((known) => (known.status === 'BACKORDERED' ? known.lines : []))
    .reduce((sum, wanted) => sum + (wanted.sku === sku ? wanted.quantity : 0), 0);

const heldIn = ({ sku, warehouseId }: RankedLevel, { reservations }: Books): number =>
  [...reservations.values()]
    .flatMap((known) => (known.status === 'HELD' ? known.lines : []))
    .filter((held) => held.sku === sku && held.warehouseId === warehouseId)
    .reduce((sum, { quantity }) => sum + quantity, 0);

describe('a batch of commands', () => {
  it('leaves what the same commands leave one by one', () => {
    fc.assert(
      fc.property(stocks, commands, (levels, batch) => {
        const oneByOne = batch.reduce((books, one) => after(books, [one]), startWith(levels));
        expect(after(startWith(levels), batch)).toEqual(oneByOne);
      }),
    );
  });

  it('never holds more than there is, and every held piece for an order', () => {
    fc.assert(
      fc.property(stocks, commands, (levels, batch) => {
        const books = after(startWith(levels), batch);
        for (const level of books.levels) {
          expect(sellableIn(level)).toBe(level.onHand - level.reserved);
          expect(level.reserved).toBe(heldIn(level, books));
        }
        expect(books.waiting.get('b')).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('never has a level below zero on the way', () => {
    fc.assert(
      fc.property(stocks, commands, (levels, batch) => {
        const balance = new Map(levels.map((level) => [level.sku + level.warehouseId, { ...level }]));
        for (const move of decideAll(batch, startWith(levels)).movements) {
          const level = balance.get(move.sku + move.warehouseId) as { onHand: number; reserved: number };
          level.onHand += move.onHandDelta;
          level.reserved += move.reservedDelta;
          expect(level.reserved).toBeGreaterThanOrEqual(0);
          expect(level.onHand).toBeGreaterThanOrEqual(level.reserved);
        }
      }),
    );
  });

  it('lets an order that overtakes itself keep its first answer', () => {
    const release: OrderCommand = { orderId: 'one', command: { type: 'ReleaseStock', reason: 'cancelled', at } };
    const reserve: OrderCommand = {
      orderId: 'one',
      command: { type: 'ReserveStock', lines: [{ sku: 'a', quantity: 1 }], at, expiresAt: at },
    };
    const statuses = decideAll([release, reserve], startWith([])).verdicts.map(({ decision }) =>
      decision.ok ? (decision.reservation satisfies KnownReservation).status : decision.code,
    );
    expect(statuses).toEqual(['RELEASED', 'RELEASED']);
  });
});
