import type { FormattedExecutionResult } from 'graphql';
import type { InFlight } from './in-flight.ts';

interface StreamOptions<Event> {
  /** Stops the source of events and whatever works for this stream. */
  readonly abort: AbortController;
  readonly events: AsyncGenerator<Event, void, void>;
  readonly answer: (event: Event) => Promise<FormattedExecutionResult>;
  readonly inFlight: InFlight;
}

export type Answers = AsyncGenerator<FormattedExecutionResult, void, void>;

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

async function* answers<Event>({ abort, events, answer, inFlight }: StreamOptions<Event>): Answers {
  for await (const event of events) {
    // A stream that ends would tell the client "complete"; while we shut down it waits for the close of the socket.
    if (inFlight.isDraining) await untilAborted(abort.signal);
    if (abort.signal.aborted) return;
    const delivered = inFlight.begin();
    try {
      yield await answer(event);
    } finally {
      delivered();
    }
  }
}

/**
 * The answers to one operation on a socket, one after the other: the next event is looked at when the socket has taken the last answer.
 * Closing it works at once, also while it waits for an event, which a plain generator cannot.
 */
export const makeClientStream = <Event>(options: StreamOptions<Event>): Answers => {
  const inner = answers(options);
  const stop = async (): Promise<void> => {
    options.abort.abort();
    await options.events.return();
    await inner.return();
  };
  return {
    next: () => inner.next(),
    return: async () => {
      await stop();
      return { done: true, value: undefined };
    },
    throw: async (err) => {
      await stop();
      throw err;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: stop,
  };
};
