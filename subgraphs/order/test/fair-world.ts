import type { OrderCommand } from '../src/domain/order/commands.ts';
import { decide } from '../src/domain/order/decide.ts';
import type { OrderEvent } from '../src/domain/order/events.ts';
import { exists, fold } from '../src/domain/order/evolve.ts';
import { NO_ORDER, type OpenChange, type Order } from '../src/domain/order/order.ts';
import { openAmount } from '../src/domain/payment/money-state.ts';
import { wantsCapture } from '../src/domain/payment/payment.ts';
import type { SagaCommand, SagaPolicy } from '../src/saga/commands.ts';
import { hear } from '../src/saga/hear.ts';
import { reactAll } from '../src/saga/react.ts';
import { isConfirmationOverdue, redrive } from '../src/saga/redrive.ts';
import { NEW_SAGA, nextCheckAt, type Saga, statusOf } from '../src/saga/saga.ts';
import {
  AT,
  backordered,
  cancel,
  cancelLines,
  commit,
  decline,
  expire,
  letGo,
  linesReleased,
  ORDER,
  reduced,
  refuseStock,
  release,
  retrySaga,
  ship,
  totalsFor,
} from './order-specification.ts';

const HOUR_MS = 3_600_000;
const POLICY: SagaPolicy = {
  answerWithinMs: 1_000,
  longestWaitMs: 1_000,
  maxAttempts: 1,
  shipmentCheckMs: 2 * HOUR_MS,
  backorderCheckMs: 3 * HOUR_MS,
  confirmWithinMs: 24 * HOUR_MS,
};
const PIECES = 5;
const LINES = ORDER.lines.map((line) => ({ ...line, quantity: PIECES }));
const BIG_ORDER = { ...ORDER, lines: LINES, totals: totalsFor(PIECES) };
const TOTAL = BIG_ORDER.totals.grandTotal;
const place: OrderCommand = { type: 'PlaceOrder', at: AT, order: BIG_ORDER };
const reserve: OrderCommand = {
  type: 'RecordReservation',
  at: AT,
  allocations: [
    { sku: 'A', quantity: 3, warehouseId: 'w1' },
    { sku: 'A', quantity: 2, warehouseId: 'w2' },
  ],
};
const authorize: OrderCommand = { type: 'RecordAuthorization', at: AT, paymentId: 'pi_1', amount: TOTAL };

interface Asked {
  readonly command: SagaCommand;
  readonly change: OpenChange | null;
  readonly pieces: number;
}

const piecesOf = (order: Order): number =>
  'allocations' in order ? order.allocations.reduce((sum, { quantity }) => sum + quantity, 0) : 0;

/** The other domains, played fair: each acts once however often it is asked, and answers each time. */
export class FairWorld {
  order: Order = NO_ORDER;
  saga: Saga = NEW_SAGA;
  readonly history: OrderEvent[] = [];
  readonly commands: Asked[] = [];
  readonly answers: OrderCommand[] = [];
  readonly asked: string[] = [];
  stock: 'free' | 'queued' | 'held' | 'refused' | 'gone' = 'free';
  held = 0;
  committed = 0;
  money: 'none' | 'held' | 'taken' | 'let go' = 'none';
  taken = 0;
  parcel: 'none' | 'open' | 'left' | 'arrived' | 'stopped' = 'none';
  inParcel = 0;
  changes = 0;
  private readonly reductions = new Map<string, boolean>();
  private readonly releases = new Set<string>();
  private clock = AT.getTime();

  constructor(private readonly given: { stock: 'there' | 'later' | 'none'; isCardGood: boolean }) {
    this.tell(place);
  }

  tell(told: OrderCommand): void {
    const command = { ...told, at: new Date(this.clock) };
    const decision = decide(command, this.order);
    const events = decision.ok ? decision.events : [];
    const { saga, requests } = reactAll(this.saga, events, POLICY);
    this.saga = events.length > 0 ? saga : hear(this.saga, command, POLICY);
    this.history.push(...events);
    this.order = fold(events, this.order);
    this.ask(requests);
  }

  watch(hours: number): void {
    this.clock += hours * HOUR_MS;
    const now = new Date(this.clock);
    if (isConfirmationOverdue(this.saga, now)) {
      this.tell(expire);
      return;
    }
    const { saga, requests } = redrive(this.saga, { now, random: () => 0, policy: POLICY });
    this.saga = saga;
    this.ask(requests);
  }

  private ask(requests: readonly { command: SagaCommand; attempt: number }[]): void {
    const change = exists(this.order) ? this.order.change : null;
    for (const { command, attempt } of requests) {
      this.asked.push(`${command} ${attempt}`);
      this.commands.push({ command, change, pieces: piecesOf(this.order) });
    }
  }

  private readonly neighbours: Record<SagaCommand, (asked: Asked) => OrderCommand[]> = {
    ReserveStock: () => {
      if (this.stock === 'free') this.takeStock();
      if (this.stock === 'queued') return [backordered];
      return this.stock === 'refused' ? [refuseStock] : [reserve];
    },
    ReleaseStock: () => {
      this.stock = 'refused';
      this.held = 0;
      return [release];
    },
    CommitStock: () => {
      if (this.stock === 'held') {
        this.stock = 'gone';
        this.committed = this.held;
      }
      return [commit];
    },
    ReleaseLines: ({ change }) => {
      if (!change) return [];
      if (!this.releases.has(change.changeId) && this.stock === 'held') {
        this.held -= change.released.reduce((sum, { quantity }) => sum + quantity, 0);
      }
      this.releases.add(change.changeId);
      return [linesReleased(change.changeId)];
    },
    AuthorizePayment: () => {
      if (this.order.status !== 'RESERVED') return [];
      if (!this.given.isCardGood) return [decline];
      if (this.money === 'none') this.money = 'held';
      return [authorize];
    },
    CapturePayment: () => this.takeMoney(),
    VoidPayment: () => {
      const isHeld = this.money === 'held' || this.money === 'let go';
      if (isHeld) this.money = 'let go';
      return isHeld ? [authorize, letGo('pi_1')] : [letGo(null)];
    },
    FulfilOrder: ({ pieces }) => {
      if (this.parcel === 'none') {
        this.parcel = 'open';
        this.inParcel = pieces;
      }
      return [this.parcelNews()];
    },
    CheckShipment: () => [this.parcelNews()],
    ReduceFulfillment: (asked) => this.reduce(asked),
    CancelFulfillment: () => {
      if (this.parcel === 'none' || this.parcel === 'open') this.parcel = 'stopped';
      return [this.parcelNews()];
    },
  };

  private takeStock(): void {
    const { stock } = this.given;
    this.stock = stock === 'there' ? 'held' : stock === 'later' ? 'queued' : 'refused';
    this.held = this.stock === 'held' ? PIECES : 0;
  }

  private takeMoney(): OrderCommand[] {
    const { order } = this;
    if (!exists(order)) return [];
    if (this.money === 'held' && wantsCapture(order)) {
      this.money = 'taken';
      this.taken = Math.min(order.totals.grandTotal.amount, openAmount(order.money));
    }
    const amount = { ...TOTAL, amount: this.taken };
    return this.money === 'taken' ? [{ type: 'RecordCapture', at: AT, amount }] : [];
  }

  private reduce(asked: Asked): OrderCommand[] {
    const { change } = asked;
    if (!change) return [];
    if (this.parcel === 'none') {
      // Too early: the message is tried again until there is a parcel.
      this.commands.push(asked);
      return [];
    }
    const known = this.reductions.get(change.changeId);
    const isReduced = known ?? this.parcel === 'open';
    if (known === undefined && isReduced) {
      this.inParcel -= change.released.reduce((sum, { quantity }) => sum + quantity, 0);
    }
    this.reductions.set(change.changeId, isReduced);
    return [reduced(isReduced, change.changeId)];
  }

  private parcelNews(): OrderCommand {
    const names = {
      none: 'AWAITING_PICK',
      open: 'AWAITING_PICK',
      left: 'SHIPPED',
      arrived: 'DELIVERED',
      stopped: 'CANCELLED',
    } as const;
    return ship(names[this.parcel]);
  }

  serve(asked: Asked): void {
    this.answers.push(...this.neighbours[asked.command](asked));
  }

  cancelOne(): void {
    this.changes += 1;
    this.tell(cancelLines(1, `change-${this.changes}`));
  }

  cancelAll(): void {
    this.tell(cancel);
  }

  /** The warehouse works on what it has, and goods come in. */
  work(): void {
    if (this.stock === 'queued') {
      this.stock = 'held';
      this.held = PIECES;
      this.answers.push(reserve);
    }
    if (this.parcel === 'open') {
      this.parcel = 'left';
      this.answers.push(ship('PICKING'), ship('PACKED'), ship('SHIPPED'));
    } else if (this.parcel === 'left') {
      this.parcel = 'arrived';
      this.answers.push(ship('DELIVERED'));
    }
  }

  /** One round of everybody doing what they were asked. */
  goOn(): void {
    for (const command of this.commands.splice(0)) this.serve(command);
    for (const answer of this.answers.splice(0)) this.tell(answer);
  }

  /** Lets everything come to its end: messages delivered, the warehouse working, the watchdog watching, people helping. */
  settle(): void {
    for (let round = 0; round < 80; round += 1) {
      this.goOn();
      this.work();
      if (statusOf(this.saga) === 'STUCK') this.tell(retrySaga);
      if (nextCheckAt(this.saga)) this.watch(1);
    }
  }
}
