/** How long one fetch may last: until it is answered, its time is up, or nobody waits any more. */
export class CallLimit {
  readonly #end = new AbortController();
  readonly #client: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(timeoutMs: number, client: AbortSignal | undefined) {
    this.#client = client;
    this.#timer = setTimeout(() => this.#end.abort(new DOMException('time is up', 'TimeoutError')), timeoutMs);
    if (client?.aborted) this.#leave();
    else client?.addEventListener('abort', this.#leave, { once: true });
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Must be called when the fetch is over. */
  release(): void {
    clearTimeout(this.#timer);
    this.#client?.removeEventListener('abort', this.#leave);
  }

  readonly #leave = (): void => this.#end.abort(this.#client?.reason);
}
