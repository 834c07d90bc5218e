type Taken<Value> = IteratorResult<Value, void>;

const OVER = { done: true, value: undefined } as const;

/** Values in order, from one who cannot wait to one who may: what does not fit is refused. */
export class BoundedQueue<Value> {
  readonly #limit: number;
  readonly #values: Value[] = [];
  #waiting: PromiseWithResolvers<Taken<Value>> | undefined;
  #isEnded = false;
  #error: { readonly reason: unknown } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#values.length;
  }

  /** False, and nothing is kept, where it is full. What comes after the end is dropped. */
  push(value: Value): boolean {
    if (this.#isEnded) return true;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve({ done: false, value });
    else if (this.#values.length >= this.#limit) return false;
    else this.#values.push(value);
    return true;
  }

  /** Nothing more will come; with a reason, `next` throws it after the last value. */
  end(error?: { readonly reason: unknown }): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (error) waiting?.reject(error.reason);
    else waiting?.resolve(OVER);
  }

  /** Ends it, and returns what nobody will take any more. */
  clear(): Value[] {
    this.end();
    this.#error = undefined;
    return this.#values.splice(0);
  }

  /** The next value. Only one may wait at a time. */
  async next(): Promise<Taken<Value>> {
    if (this.#values.length > 0) return { done: false, value: this.#values.shift() as Value };
    if (this.#error) throw this.#error.reason;
    if (this.#isEnded) return OVER;
    this.#waiting ??= Promise.withResolvers<Taken<Value>>();
    return this.#waiting.promise;
  }
}
