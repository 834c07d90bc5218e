import { AsyncLocalStorage } from 'node:async_hooks';
import { GraphQLError } from 'graphql';

const tooLate = (): GraphQLError =>
  new GraphQLError('This service did not answer in time.', { extensions: { code: 'SUBGRAPH_TIMEOUT' } });

/** How long a request is worth working for: until its time is up or its caller has gone. Only reads are ever cut. */
export class RequestLimit {
  /** Known as soon as the operation is; until then nothing is cut. */
  isRead = false;
  readonly #end = new AbortController();
  readonly #endsAt: number;
  readonly #timer: NodeJS.Timeout | undefined;

  /** `withinMs` is undefined where the caller waits as long as it takes. */
  constructor(withinMs: number | undefined) {
    this.#endsAt = performance.now() + (withinMs ?? Number.POSITIVE_INFINITY);
    if (withinMs !== undefined) this.#timer = setTimeout(() => this.end(), withinMs);
  }

  get leftMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /** For calls that are made for a read; undefined where what is done must not be cut. */
  get signal(): AbortSignal | undefined {
    return this.isRead ? this.#end.signal : undefined;
  }

  /** Throws a GraphQLError (SUBGRAPH_TIMEOUT) where nobody waits for a read any more. */
  check(): void {
    if (this.signal?.aborted) throw tooLate();
  }

  /** The outcome of the work, or at the end of the time the error of `check`. */
  async race<Result>(work: PromiseLike<Result>): Promise<Result> {
    const { promise: over, reject } = Promise.withResolvers<never>();
    const stop = (): void => {
      if (this.isRead) reject(tooLate());
    };
    const { signal } = this.#end;
    signal.addEventListener('abort', stop, { once: true });
    return Promise.race([work, over]).finally(() => signal.removeEventListener('abort', stop));
  }

  /** Nobody waits any more. */
  end(): void {
    this.#end.abort(tooLate());
  }

  /** The request is answered. */
  release(): void {
    clearTimeout(this.#timer);
  }
}

const limits = new AsyncLocalStorage<RequestLimit>();

/** The limit of the request that is worked on here, if any. */
export const currentLimit = (): RequestLimit | undefined => limits.getStore();

/** Does the work of a request. */
export const withinLimit = (limit: RequestLimit, work: () => void): void => limits.run(limit, work);
