import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FairWorld } from '../../test/fair-world.ts';
import { isDead, isEnd } from '../domain/order/order.ts';
import { paymentOf } from '../domain/payment/payment-view.ts';
import { nextCheckAt, statusOf } from './saga.ts';

const pick = <Item>(items: Item[], at: number, isRepeated: boolean): Item | undefined => {
  const index = items.length === 0 ? 0 : at % items.length;
  return isRepeated ? items[index] : items.splice(index, 1)[0];
};

const KINDS = ['command', 'answer', 'cancel', 'cancelOne', 'lose', 'loseAnswer', 'watch', 'work'] as const;
interface Action {
  readonly kind: (typeof KINDS)[number];
  readonly at: number;
  readonly isRepeated: boolean;
}

const ACTS: Record<Action['kind'], (world: FairWorld, action: Action) => void> = {
  command: (world, { at, isRepeated }) => {
    const command = pick(world.commands, at, isRepeated);
    if (command) world.serve(command);
  },
  answer: (world, { at, isRepeated }) => {
    const answer = pick(world.answers, at, isRepeated);
    if (answer) world.tell(answer);
  },
  cancel: (world) => world.cancelAll(),
  cancelOne: (world) => world.cancelOne(),
  lose: (world, { at }) => void pick(world.commands, at, false),
  loseAnswer: (world, { at }) => void pick(world.answers, at, false),
  watch: (world, { at }) => world.watch(at),
  work: (world) => world.work(),
};

const actions = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('command' as const, 'answer' as const) },
      { weight: 2, arbitrary: fc.constantFrom('work' as const, 'cancelOne' as const) },
      fc.constantFrom(...KINDS),
    ),
    at: fc.nat({ max: 20 }),
    isRepeated: fc.boolean(),
  }),
  { maxLength: 40 },
);
const worlds = fc.record({
  stock: fc.oneof(
    { weight: 6, arbitrary: fc.constant('there' as const) },
    fc.constantFrom('later' as const, 'none' as const),
  ),
  isCardGood: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
});
/** How far all goes well at first: each round is one question and its answer. */
const calmRounds = fc.nat({ max: 4 });

const inHistory = (world: FairWorld, type: string): number =>
  world.history.filter((event) => event.type === type).length;

const expectBooksAreRight = (world: FairWorld): void => {
  const { order } = world;
  const payment = paymentOf(world.history);
  if (isDead(order) || order.status === 'NONE') {
    expect(world.stock).toBe('refused');
    expect(['none', 'let go']).toContain(world.money);
    expect(payment.captured.amount).toBe(0);
    if (world.money === 'let go') expect(payment.status).toBe('VOIDED');
    return;
  }
  const pieces = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  expect([world.stock, world.committed, world.inParcel]).toEqual(['gone', pieces, pieces]);
  expect(payment.captured.amount - payment.refunded.amount).toBe(order.totals.grandTotal.amount);
  expect(world.taken).toBe(order.totals.grandTotal.amount);
  expect(inHistory(world, 'PaymentCaptured')).toBe(1);
  expect(order.change).toBeNull();
};

describe('an order and its saga', () => {
  it('come to one consistent end, whatever is lost, doubled, late, out of order or changed meanwhile', () => {
    fc.assert(
      fc.property(worlds, calmRounds, actions, (given, calm, steps) => {
        const world = new FairWorld(given);
        for (let round = 0; round < calm; round += 1) world.goOn();
        for (const step of steps) ACTS[step.kind](world, step);
        world.settle();
        const { order, saga } = world;
        expect(isEnd(order.status === 'NONE' ? 'PENDING' : order.status)).toBe(true);
        expect(statusOf(saga)).toBe(isDead(order) ? 'COMPENSATED' : 'COMPLETED');
        expect(nextCheckAt(saga)).toBeNull();
        expect(new Set(world.asked).size).toBe(world.asked.length);
        expectBooksAreRight(world);
      }),
      { numRuns: 1_000 },
    );
  });
});
