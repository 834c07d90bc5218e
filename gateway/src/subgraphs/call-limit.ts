/** Time is up. Only where the subgraph had all of its own time does it say something about the subgraph. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  readonly isOfSubgraph: boolean;

  constructor(isOfSubgraph: boolean) {
    super(isOfSubgraph ? 'it took longer than a subgraph may' : 'the time of the whole request is up');
    this.isOfSubgraph = isOfSubgraph;
  }
}

/** Nobody waits for the answer any more. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

interface LimitOptions {
  /** What the subgraph may take, in milliseconds. */
  readonly timeoutMs: number;
  /** When the whole request must be answered, on the clock of `performance.now()`. */
  readonly deadlineAt?: number | undefined;
  readonly client?: AbortSignal | undefined;
}

/**
 * How long one fetch may last. Not `AbortSignal.any` with `AbortSignal.timeout`: their timers would stay behind by the
 * thousand for fetches that have long been answered.
 */
export class CallLimit {
  readonly #end = new AbortController();
  readonly #client: AbortSignal | undefined;
  readonly #endsAt: number;
  readonly #timer: NodeJS.Timeout;

  constructor({ timeoutMs, deadlineAt = Number.POSITIVE_INFINITY, client }: LimitOptions) {
    const now = performance.now();
    const isOfSubgraph = now + timeoutMs <= deadlineAt;
    this.#endsAt = Math.min(now + timeoutMs, deadlineAt);
    this.#timer = setTimeout(() => this.#end.abort(new TimedOut(isOfSubgraph)), this.leftMs);
    this.#client = client;
    if (this.leftMs === 0) this.#end.abort(new TimedOut(isOfSubgraph));
    else if (client?.aborted) this.#leave();
    else client?.addEventListener('abort', this.#leave, { once: true });
  }

  /** Aborts with TimedOut or ClientLeft. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  get leftMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /** The outcome of the work, or the reason why there was no waiting for it. */
  async race<Result>(work: Promise<Result>): Promise<Result> {
    const { signal } = this;
    const { promise: over, reject } = Promise.withResolvers<never>();
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return Promise.race([over, work]).finally(() => signal.removeEventListener('abort', stop));
  }

  /** Must be called when the fetch is over. */
  release(): void {
    clearTimeout(this.#timer);
    this.#client?.removeEventListener('abort', this.#leave);
  }

  readonly #leave = (): void => this.#end.abort(new ClientLeft('the client went away'));
}
