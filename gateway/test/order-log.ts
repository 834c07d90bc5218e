import { EventEmitter, on } from 'node:events';

export interface StatusChange {
  readonly cursor: string;
  readonly status: string;
  readonly orderId: string;
}

/** The event store of the order subgraph under test: it survives the death of its server. */
export class OrderLog {
  readonly #changes: StatusChange[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);

  /** What was asked for as `after`, in order. */
  readonly askedAfter: (string | undefined)[] = [];

  append(orderId: string, status: string): StatusChange {
    const change = { cursor: `c${this.#changes.length + 1}`, status, orderId };
    this.#changes.push(change);
    this.#news.emit('change');
    return change;
  }

  lastCursor(): string | undefined {
    return this.#changes.at(-1)?.cursor;
  }

  /** Replays from the cursor, then follows; without a cursor it starts with the newest of the order. */
  follow(orderId: string, after: string | undefined): AsyncGenerator<StatusChange> {
    this.askedAfter.push(after);
    const stop = new AbortController();
    const changes = this.#follow(orderId, after, stop.signal);
    const stopped = changes.return.bind(changes);
    changes.return = (value) => {
      stop.abort();
      return stopped(value);
    };
    return changes;
  }

  async *#follow(orderId: string, after: string | undefined, signal: AbortSignal): AsyncGenerator<StatusChange> {
    let position =
      after === undefined
        ? Math.max(
            0,
            this.#changes.findLastIndex((change) => change.orderId === orderId),
          )
        : this.#changes.findIndex(({ cursor }) => cursor === after) + 1;
    const news = on(this.#news, 'change', { signal });
    try {
      for (;;) {
        for (; position < this.#changes.length; position += 1) {
          const change = this.#changes[position];
          if (change?.orderId === orderId) yield change;
        }
        await news.next();
      }
    } catch (err) {
      if (!signal.aborted) throw err;
    } finally {
      await news.return?.(undefined);
    }
  }
}
