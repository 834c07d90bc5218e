export type Release = () => void;

/** The same events; calls `release` at their end, however it comes. Unlike a generator's, its `return` works while an event is awaited. */
export const whenOver = <Event>(
  events: AsyncIterableIterator<Event>,
  release: Release,
): AsyncIterableIterator<Event> => ({
  next: async () => {
    try {
      const step = await events.next();
      if (step.done) release();
      return step;
    } catch (err) {
      release();
      throw err;
    }
  },
  return: async (value) => {
    release();
    return events.return ? events.return(value) : { done: true, value };
  },
  throw: async (err) => {
    release();
    if (events.throw) return events.throw(err);
    throw err;
  },
  [Symbol.asyncIterator]() {
    return this;
  },
});
