import type { FormattedExecutionResult } from 'graphql';
import type { InFlight } from '../in-flight.ts';
import { untilAborted } from '../until-aborted.ts';
import type { UpstreamEvent } from '../upstream.ts';
import type { Delivery } from './delivery.ts';
import { Member, type MemberOptions } from './member.ts';

/**
 * Where a stream begins, which decides who may join it late: `fixed`, at a position, so that the first answers can be told again;
 * `now`, so that it is the same whoever joins; `unknown` after the first event, so that nobody may.
 */
export type Start = 'fixed' | 'now' | 'unknown';

export interface ChannelOptions {
  readonly start: Start;
  readonly events: AsyncGenerator<UpstreamEvent, void, void>;
  readonly answer: (event: FormattedExecutionResult) => Promise<FormattedExecutionResult>;
  /** Stops the source of events and whatever works for this stream. */
  readonly abort: AbortController;
  readonly inFlight: InFlight;
}

/** What is told again to who joins late; older joins might be out of date. */
const MOST_RETOLD = 64;
const RETOLD_WITHIN_MS = 5_000;

/** One stream of a subgraph, joined once per event, for all clients that asked for just that. */
export class Channel {
  readonly #options: ChannelOptions;
  /** Nobody can join any more. */
  readonly #onClosed: () => void;
  readonly #members = new Set<Member>();
  readonly #told: Delivery[] = [];
  #firstAt: number | undefined;
  #isClosed = false;
  #isOver = false;
  #onRoom: (() => void) | undefined;

  constructor(options: ChannelOptions, onClosed: () => void) {
    this.#options = options;
    this.#onClosed = onClosed;
  }

  /** Joins from the start of the stream; undefined where something would be missing. */
  join(options: MemberOptions): Member | undefined {
    if (!this.#isOpen() || this.#told.length > options.buffer / 2) return undefined;
    const { inFlight } = this.#options;
    const member = new Member(options, {
      inFlight,
      onTaken: () => this.#makeRoom(),
      onLeft: (left) => this.#remove(left),
    });
    for (const delivery of this.#told) member.deliver(delivery);
    this.#members.add(member);
    return member;
  }

  /** Takes events until the source ends or everybody has left. */
  async run(): Promise<void> {
    try {
      await this.#pump();
      this.#finish();
    } catch (reason) {
      this.#finish({ reason });
    }
  }

  async #pump(): Promise<void> {
    const { events, abort, inFlight } = this.#options;
    for await (const { event, cursor } of events) {
      // A stream that ends would tell the client "complete"; while we shut down it waits for the close of the connection.
      if (inFlight.isDraining) await untilAborted(abort.signal);
      if (abort.signal.aborted) return;
      const delivered = inFlight.begin();
      try {
        this.#deliver({ answer: await this.#options.answer(event), cursor });
      } finally {
        delivered();
      }
      await this.#room();
    }
  }

  #deliver(delivery: Delivery): void {
    this.#firstAt ??= performance.now();
    if (this.#options.start === 'fixed' && !this.#isClosed) this.#told.push(delivery);
    // What was missing in a join then may be there by now.
    if (this.#told.length > MOST_RETOLD || (this.#told.length > 0 && delivery.answer.errors)) this.#close();
    for (const member of [...this.#members]) member.deliver(delivery);
  }

  /** Waits for the fastest only: a slow client slows nobody but itself. */
  async #room(): Promise<void> {
    while (this.#members.size > 0 && [...this.#members].every((member) => member.isBehind)) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve;
      });
    }
  }

  #makeRoom(): void {
    this.#onRoom?.();
    this.#onRoom = undefined;
  }

  #isOpen(): boolean {
    const { start } = this.#options;
    if (this.#isClosed || this.#firstAt === undefined || start === 'now') return !this.#isClosed;
    if (start === 'unknown' || performance.now() - this.#firstAt > RETOLD_WITHIN_MS) this.#close();
    return !this.#isClosed;
  }

  #remove(member: Member): void {
    this.#members.delete(member);
    this.#makeRoom();
    if (this.#members.size === 0 && !this.#isOver) this.#stop();
  }

  #stop(): void {
    this.#close();
    this.#options.abort.abort();
    // It may wait for an event, and would otherwise end with the next one only.
    void this.#options.events.return();
  }

  #finish(error?: { readonly reason: unknown }): void {
    this.#isOver = true;
    this.#close();
    for (const member of this.#members) member.end(error);
    this.#options.abort.abort();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#told.length = 0;
    this.#onClosed();
  }
}
