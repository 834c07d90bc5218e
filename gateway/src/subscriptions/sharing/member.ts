import { BoundedQueue } from '../bounded-queue.ts';
import type { InFlight } from '../in-flight.ts';
import type { Deliveries, Delivery } from './delivery.ts';

export interface MemberOptions {
  /** Answers kept while the client is behind. */
  readonly buffer: number;
  /** How long a client that is behind may take nothing. */
  readonly slowMs: number;
  /** Called once, when the client is too far behind. Its stream is over by then. */
  readonly onTooSlow: () => void;
}

interface Hooks {
  readonly inFlight: InFlight;
  /** It has taken an answer, so that more may come. */
  readonly onTaken: () => void;
  readonly onLeft: (member: Member) => void;
}

interface Parcel {
  readonly delivery: Delivery;
  readonly delivered: () => void;
}

/** Only what is this far behind makes the source wait; the rest of the buffer is how far it may be behind the others. */
const PART_THAT_FILLS = 4;

/** One client of a channel: takes answers at its own pace, from a buffer with an end. */
export class Member implements Deliveries {
  readonly #options: MemberOptions;
  readonly #hooks: Hooks;
  readonly #parcels: BoundedQueue<Parcel>;
  #underWay: Parcel | undefined;
  #stalled: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: MemberOptions, hooks: Hooks) {
    this.#options = options;
    this.#hooks = hooks;
    this.#parcels = new BoundedQueue(options.buffer);
  }

  /** Behind enough that the source should wait, if nobody else is faster. */
  get isBehind(): boolean {
    return this.#parcels.size >= Math.ceil(this.#options.buffer / PART_THAT_FILLS);
  }

  /** Never waits: a client that cannot take more is too slow. */
  deliver(delivery: Delivery): void {
    if (this.#isOver) return;
    const parcel = { delivery, delivered: this.#hooks.inFlight.begin() };
    if (!this.#parcels.push(parcel)) {
      parcel.delivered();
      this.#giveUp();
    } else this.#watch();
  }

  /** Nothing more will come; what is buffered still goes out. */
  end(error?: { readonly reason: unknown }): void {
    this.#parcels.end(error);
  }

  async next(): Promise<IteratorResult<Delivery, void>> {
    this.#take();
    const taken = await this.#parcels.next();
    if (taken.done) return taken;
    this.#underWay = taken.value;
    this.#watch();
    this.#hooks.onTaken();
    return { done: false, value: taken.value.delivery };
  }

  async return(): Promise<IteratorResult<Delivery, void>> {
    this.#leave();
    return { done: true, value: undefined };
  }

  async throw(err: unknown): Promise<IteratorResult<Delivery, void>> {
    this.#leave();
    throw err;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leave();
  }

  /** The client has what it was given last. */
  #take(): void {
    clearTimeout(this.#stalled);
    this.#stalled = undefined;
    this.#underWay?.delivered();
    this.#underWay = undefined;
  }

  #watch(): void {
    if (this.isBehind) this.#stalled ??= setTimeout(() => this.#giveUp(), this.#options.slowMs).unref();
  }

  #giveUp(): void {
    this.#leave();
    this.#options.onTooSlow();
  }

  #leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#take();
    for (const { delivered } of this.#parcels.clear()) delivered();
    this.#hooks.onLeft(this);
  }
}
