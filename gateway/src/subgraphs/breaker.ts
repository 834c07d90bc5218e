import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBreaker,
  SamplingBreaker,
} from 'cockatiel';
import { isFault, TransportFailed } from './failures.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

interface BreakerOptions {
  /** Failures in a row after which it opens. */
  readonly failures: number;
  /** The share of failures in ten seconds at which it opens, too. */
  readonly rate: number;
  readonly probeEveryMs: number;
  /** Whether the subgraph answers. */
  readonly probe: () => Promise<boolean>;
  readonly onChange: (state: BreakerState) => void;
  /** Told what a trial threw that is no fault of the subgraph. */
  readonly onDefect: (err: unknown) => void;
}

const SAMPLED_MS = 10_000;
const LEAST_PER_SECOND = 5;
/** One that fails again so soon after it was found well is tried less often, but never so rarely that it is missed when it is back. */
const RELAPSE_WITHIN_MS = 10_000;
const MOST_DOUBLINGS = 2;

/** Opens when one of several would. */
const eitherOf = (breakers: readonly IBreaker[]): IBreaker => ({
  state: undefined,
  success: (state) => {
    for (const breaker of breakers) breaker.success(state);
  },
  failure: (state) => breakers.map((breaker) => breaker.failure(state)).includes(true),
});

/**
 * Stops asking a subgraph that fails, and tries by itself whether it is back: no client waits for a trial, and the
 * subgraph is found also when nobody asks for it.
 */
export class Breaker {
  readonly #policy: CircuitBreakerPolicy;
  readonly #options: BreakerOptions;
  #trial: NodeJS.Timeout | undefined;
  #isResting = false;
  #closedAt = Number.NEGATIVE_INFINITY;
  #relapses = 0;
  #before: BreakerState = 'closed';

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#policy = circuitBreaker(handleWhen(isFault), {
      // Only trials reach the policy while it is open, and they come when their timer says so.
      halfOpenAfter: 0,
      breaker: eitherOf([
        new ConsecutiveBreaker(options.failures),
        new SamplingBreaker({ threshold: options.rate, duration: SAMPLED_MS, minimumRps: LEAST_PER_SECOND }),
      ]),
    });
    this.#policy.onStateChange(() => this.#changed());
  }

  get state(): BreakerState {
    if (this.#policy.state === CircuitState.Closed) return 'closed';
    return this.#policy.state === CircuitState.HalfOpen ? 'half-open' : 'open';
  }

  /** Throws BrokenCircuitError unless it is closed. */
  check(): void {
    if (this.state === 'closed') return;
    this.#isResting = false;
    if (this.state === 'open') this.#schedule();
    throw new BrokenCircuitError();
  }

  /** Makes a call that counts. Throws BrokenCircuitError at once unless it is closed, or what the call throws. */
  async call<Result>(work: () => Promise<Result>): Promise<Result> {
    this.check();
    return this.#policy.execute(work);
  }

  /** Tries no more, until it is called again. */
  rest(): void {
    this.#isResting = true;
    clearTimeout(this.#trial);
    this.#trial = undefined;
  }

  #changed(): void {
    const { state } = this;
    if (state === 'open' && this.#before === 'closed') this.#countRelapse();
    if (state === 'closed') this.#closedAt = performance.now();
    if (state === 'open') this.#schedule();
    this.#before = state;
    this.#options.onChange(state);
  }

  #countRelapse(): void {
    const isRelapse = performance.now() - this.#closedAt < RELAPSE_WITHIN_MS;
    this.#relapses = isRelapse ? Math.min(this.#relapses + 1, MOST_DOUBLINGS) : 0;
  }

  #schedule(): void {
    if (this.#isResting) return;
    const { probeEveryMs } = this.#options;
    // Not all gateways at once.
    const waitMs = probeEveryMs * 2 ** this.#relapses * (0.75 + Math.random() / 2);
    this.#trial ??= setTimeout(() => void this.#try(), waitMs).unref();
  }

  async #try(): Promise<void> {
    this.#trial = undefined;
    const trial = async (): Promise<void> => {
      if (!(await this.#options.probe())) throw new TransportFailed('it is still away');
    };
    await this.#policy.execute(trial).catch((err: unknown) => {
      // That the subgraph is still away is told by the state.
      if (!isFault(err) && !(err instanceof BrokenCircuitError)) this.#options.onDefect(err);
    });
  }
}
