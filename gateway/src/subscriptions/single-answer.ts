import type { FormattedExecutionResult } from 'graphql';
import type { InFlight } from './in-flight.ts';
import type { Deliveries } from './sharing/delivery.ts';
import { untilAborted } from './until-aborted.ts';

/** The answer to a query or mutation, as a stream of one. Leaving it aborts the operation at once. */
export const makeSingleAnswer = (
  run: (signal: AbortSignal) => Promise<FormattedExecutionResult>,
  inFlight: InFlight,
): Deliveries => {
  const abort = new AbortController();
  const inner = (async function* answer(): Deliveries {
    // An empty stream would tell the client "complete"; while we shut down it waits for the close of the connection.
    if (inFlight.isDraining) await untilAborted(abort.signal);
    if (abort.signal.aborted) return;
    const delivered = inFlight.begin();
    try {
      yield { answer: await run(abort.signal) };
    } finally {
      delivered();
    }
  })();
  const stop = async (): Promise<void> => {
    abort.abort();
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
