/** An unbroken following of the announcements under one grant: what is remembered meanwhile has lost what they named. */
export interface Session {
  readonly grant: string;
  /** The last announcement that was taken in. */
  applied: number;
  /** The highest position that was announced. */
  announced: number;
  /** The highest position that is known to be committed. */
  committed: number;
}

/** A moment, by a clock that only goes on and by the one on the wall. */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

export type Clock = () => Moment;

export const systemClock: Clock = () => ({ steady: performance.now(), wall: Date.now() });

/** A change is announced and its commit not seen: what is read may be what was before it. */
export const isAwaiting = ({ announced, committed }: Session): boolean => committed < announced;

/**
 * Whether what this process remembers may be shown. Looked at for every single read: a process that was stopped, or a
 * machine that slept (then only the clock on the wall goes on), wakes up with memories that nobody waited for.
 */
export class Trust {
  readonly #clock: Clock;
  #session: Session | undefined;
  #until: Moment | undefined;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** The session, while it may be trusted. */
  get trusted(): Session | undefined {
    if (!this.#until) return undefined;
    const { steady, wall } = this.#clock();
    return steady < this.#until.steady && wall < this.#until.wall ? this.#session : undefined;
  }

  now(): Moment {
    return this.#clock();
  }

  begin(session: Session): void {
    this.#session = session;
    this.#until = undefined;
  }

  extend(since: Moment, ms: number): void {
    this.#until = { steady: since.steady + ms, wall: since.wall + ms };
  }

  /** Until it is extended again. */
  suspend(): void {
    this.#until = undefined;
  }

  end(): void {
    this.#session = undefined;
    this.#until = undefined;
  }
}
