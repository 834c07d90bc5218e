import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AT,
  authorize,
  cancel,
  capture,
  commit,
  decline,
  letGo,
  ORDER,
  place,
  refuseStock,
  release,
  reserve,
  ship,
} from '../../test/order-specification.ts';
import type { OrderCommand } from '../domain/commands.ts';
import { decide } from '../domain/decide.ts';
import type { OrderEvent } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import { isDead, isEnd, NO_ORDER, type Order } from '../domain/order.ts';
import { paymentOf } from '../domain/payment-view.ts';
import type { SagaCommand, SagaPolicy } from './commands.ts';
import { reactAll } from './react.ts';
import { redrive } from './redrive.ts';
import { NEW_SAGA, nextCheckAt, type Saga, statusOf } from './saga.ts';

const POLICY: SagaPolicy = { answerWithinMs: 1_000, longestWaitMs: 1_000, maxAttempts: 1_000 };
const DAY_MS = 86_400_000;

/** The other domains, played fair: each acts once however often it is asked, and answers each time. */
class World {
  order: Order = NO_ORDER;
  saga: Saga = NEW_SAGA;
  readonly history: OrderEvent[] = [];
  readonly commands: SagaCommand[] = [];
  readonly answers: OrderCommand[] = [];
  stock: 'free' | 'held' | 'refused' | 'gone' = 'free';
  money: 'none' | 'held' | 'taken' | 'let go' = 'none';
  parcel: 'none' | 'open' | 'left' | 'stopped' = 'none';
  clock = AT.getTime();
  readonly hasStock: boolean;
  readonly isCardGood: boolean;

  constructor({ hasStock, isCardGood }: { hasStock: boolean; isCardGood: boolean }) {
    this.hasStock = hasStock;
    this.isCardGood = isCardGood;
    this.tell(place);
  }

  tell(command: OrderCommand): void {
    const decision = decide(command, this.order);
    const events = decision.ok ? decision.events : [];
    const { saga, requests } = reactAll(this.saga, events, POLICY);
    this.history.push(...events);
    this.order = fold(events, this.order);
    this.saga = saga;
    this.commands.push(...requests.map(({ command: request }) => request));
  }

  watch(): void {
    this.clock += DAY_MS;
    const { saga, requests } = redrive(this.saga, { now: new Date(this.clock), random: () => 0, policy: POLICY });
    this.saga = saga;
    this.commands.push(...requests.map(({ command }) => command));
  }

  private readonly neighbours: Record<SagaCommand, () => OrderCommand[]> = {
    ReserveStock: () => {
      if (this.stock === 'free') this.stock = this.hasStock ? 'held' : 'refused';
      return this.stock === 'refused' ? [refuseStock] : [reserve];
    },
    ReleaseStock: () => {
      this.stock = 'refused';
      return [release];
    },
    CommitStock: () => {
      this.stock = 'gone';
      return [commit];
    },
    AuthorizePayment: () => {
      if (this.order.status !== 'RESERVED') return [];
      if (!this.isCardGood) return [decline];
      if (this.money === 'none') this.money = 'held';
      return [authorize];
    },
    CapturePayment: () => {
      this.money = 'taken';
      return [capture];
    },
    VoidPayment: () => {
      const isHeld = this.money === 'held' || this.money === 'let go';
      if (isHeld) this.money = 'let go';
      return isHeld ? [authorize, letGo('pi_1')] : [letGo(null)];
    },
    FulfilOrder: () => {
      if (this.parcel === 'none') this.parcel = 'open';
      return this.parcel === 'open'
        ? [ship('AWAITING_PICK')]
        : [ship(this.parcel === 'left' ? 'SHIPPED' : 'CANCELLED')];
    },
    CancelFulfillment: () => {
      if (this.parcel !== 'left') this.parcel = 'stopped';
      return [ship(this.parcel === 'left' ? 'SHIPPED' : 'CANCELLED')];
    },
  };

  serve(command: SagaCommand): void {
    this.answers.push(...this.neighbours[command]());
  }

  /** The warehouse works on what it has. */
  work(): void {
    if (this.parcel === 'open') {
      this.parcel = 'left';
      this.answers.push(ship('PICKING'), ship('PACKED'), ship('SHIPPED'));
    } else if (this.parcel === 'left') {
      this.answers.push(ship('DELIVERED'));
    }
  }
}

const pick = <Item>(items: Item[], at: number, isRepeated: boolean): Item | undefined => {
  const index = items.length === 0 ? 0 : at % items.length;
  return isRepeated ? items[index] : items.splice(index, 1)[0];
};

const act = (world: World, { kind, at, isRepeated }: { kind: string; at: number; isRepeated: boolean }): void => {
  if (kind === 'command') {
    const command = pick(world.commands, at, isRepeated);
    if (command) world.serve(command);
  } else if (kind === 'answer') {
    const answer = pick(world.answers, at, isRepeated);
    if (answer) world.tell(answer);
  } else if (kind === 'cancel') world.tell(cancel);
  else if (kind === 'lose') pick(world.commands, at, false);
  else if (kind === 'watch') world.watch();
  else world.work();
};

/** Lets everything come to its end: messages delivered, the warehouse working, the watchdog watching. */
const settle = (world: World): void => {
  for (let round = 0; round < 60; round += 1) {
    for (const command of world.commands.splice(0)) world.serve(command);
    for (const answer of world.answers.splice(0)) world.tell(answer);
    world.work();
    if (nextCheckAt(world.saga)) world.watch();
  }
};

const actions = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('command', 'answer') },
      fc.constantFrom('cancel', 'lose', 'watch', 'work'),
    ),
    at: fc.nat({ max: 20 }),
    isRepeated: fc.boolean(),
  }),
  { maxLength: 40 },
);

describe('an order and its saga', () => {
  it('come to one consistent end, whatever is lost, doubled, late or out of order', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), actions, (hasStock, isCardGood, steps) => {
        const world = new World({ hasStock, isCardGood });
        for (const step of steps) act(world, step);
        settle(world);
        const { order, saga } = world;
        expect(isEnd(order.status === 'NONE' ? 'PENDING' : order.status)).toBe(true);
        expect(statusOf(saga)).toBe(isDead(order) ? 'COMPENSATED' : 'COMPLETED');
        expect(world.stock).toBe(isDead(order) ? 'refused' : 'gone');
        expect(['none', 'let go']).toContain(isDead(order) ? world.money : 'none');
        const payment = paymentOf(world.history);
        expect(payment.captured.amount).toBe(isDead(order) ? 0 : ORDER.totals.grandTotal.amount);
        expect(world.history.filter(({ type }) => type === 'PaymentCaptured').length).toBe(isDead(order) ? 0 : 1);
        if (world.money === 'let go') expect(payment.status).toBe('VOIDED');
      }),
      { numRuns: 500 },
    );
  });
});
