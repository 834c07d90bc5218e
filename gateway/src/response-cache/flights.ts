/** What limits how long somebody waits. */
interface Patience {
  readonly signal: AbortSignal;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt?: number | undefined;
}

/** What became of the first of several who asked the same. */
interface Landing<Result> {
  readonly result: Result;
  /** Whether the others may have it. */
  readonly isShareable: boolean;
  /** Resolves when nobody needs to join any more. Never rejects. */
  readonly isStored?: Promise<unknown>;
}

interface Asked<Result> {
  /** The same for those who may have the same result. */
  readonly key: string;
  readonly patience: Patience;
  readonly make: () => Promise<Landing<Result>>;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The outcome; undefined where it takes longer than one can wait, or where it failed. */
const within = async <Outcome>(
  outcome: Promise<Outcome>,
  { signal, deadlineAt = Number.POSITIVE_INFINITY }: Patience,
): Promise<Outcome | undefined> => {
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const giveUp = () => resolve(undefined);
  const timer = setTimeout(giveUp, Math.min(deadlineAt - performance.now(), LONGEST_TIMER_MS));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    // Why it failed is told to the one who made it; the others find out for themselves.
    return await Promise.race([outcome.catch(() => undefined), over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
};

/** Has one of those who ask the same at the same time make the result, and gives it to the others. */
export class Flights<Result> {
  readonly #open = new Map<string, { readonly landing: Promise<Landing<Result>>; readonly patience: Patience }>();

  /** Throws what `make` throws. */
  async join(asked: Asked<Result>): Promise<{ readonly result: Result; readonly isOwn: boolean }> {
    const { key, patience, make } = asked;
    for (let flight = this.#open.get(key); flight && !patience.signal.aborted; flight = this.#open.get(key)) {
      const landing = await within(flight.landing, patience);
      if (landing?.isShareable) return { result: landing.result, isOwn: false };
      // Only where the one ahead went away, another one takes his place, and the rest wait for that one.
      if (!flight.patience.signal.aborted) return { result: (await make()).result, isOwn: true };
      if (this.#open.get(key) === flight) this.#open.delete(key);
    }
    return { result: await this.#lead(asked), isOwn: true };
  }

  async #lead({ key, patience, make }: Asked<Result>): Promise<Result> {
    const flight = { landing: make(), patience };
    this.#open.set(key, flight);
    const leave = () => {
      if (this.#open.get(key) === flight) this.#open.delete(key);
    };
    try {
      const { result, isStored } = await flight.landing;
      if (isStored) void isStored.then(leave);
      else leave();
      return result;
    } catch (err) {
      leave();
      throw err;
    }
  }
}
