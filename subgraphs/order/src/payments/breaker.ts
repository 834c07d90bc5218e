import {
  BrokenCircuitError,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhen,
  type IBreaker,
} from 'cockatiel';

export type BreakerState = 'closed' | 'half-open' | 'open';

export interface BreakerOptions {
  /** Opens after so many failures in a row, */
  readonly failuresToOpen: number;
  /** for so long, */
  readonly openMs: number;
  /** and closes after so many successes, one after the other. */
  readonly probesToClose: number;
  readonly isFailure: (err: unknown) => boolean;
  readonly onState: (state: BreakerState) => void;
}

/** cockatiel closes after one good probe. This keeps counting: until enough were good, a single failure opens it again. */
class ProbingBreaker implements IBreaker {
  state: unknown = null;
  private failures = 0;
  private probesLeft = 0;
  private readonly failuresToOpen: number;

  constructor(failuresToOpen: number) {
    this.failuresToOpen = failuresToOpen;
  }

  get isProbing(): boolean {
    return this.probesLeft > 0;
  }

  probe(times: number): void {
    this.failures = 0;
    this.probesLeft = times;
  }

  success(): void {
    this.failures = 0;
    this.probesLeft = Math.max(0, this.probesLeft - 1);
  }

  failure(): boolean {
    this.failures += 1;
    return this.isProbing || this.failures >= this.failuresToOpen;
  }
}

export interface Breaker {
  /** Runs the call, or throws BrokenCircuitError at once. */
  run<Result>(call: () => Promise<Result>): Promise<Result>;
  /** How long nobody is let through, in milliseconds. */
  restMs(): number;
  readonly state: BreakerState;
}

/** What was asked is an answer, too, where it is no failure of theirs: it must count as a success. */
type Settled<Result> = { readonly value: Result } | { readonly refusal: unknown };

/** A circuit breaker that lets probes through one at a time until it trusts the other side again. */
export const makeBreaker = ({ failuresToOpen, openMs, probesToClose, isFailure, onState }: BreakerOptions): Breaker => {
  const counter = new ProbingBreaker(failuresToOpen);
  const policy: CircuitBreakerPolicy = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: openMs,
    breaker: counter,
  });
  const oneAtATime = bulkhead(1, Number.POSITIVE_INFINITY);
  let openUntil = 0;
  let told: BreakerState = 'closed';
  const stateNow = (): BreakerState => {
    if (policy.state === CircuitState.Open) return 'open';
    return policy.state === CircuitState.HalfOpen || counter.isProbing ? 'half-open' : 'closed';
  };
  const tell = (): void => {
    if (stateNow() === told) return;
    told = stateNow();
    onState(told);
  };
  policy.onBreak(() => {
    openUntil = Date.now() + openMs;
    counter.probe(0);
  });
  // The probe that closed it at cockatiel's side was the first good one.
  policy.onReset(() => counter.probe(probesToClose - 1));
  const attempt = async <Result>(call: () => Promise<Result>): Promise<Settled<Result>> => {
    try {
      return { value: await call() };
    } catch (err) {
      if (isFailure(err)) throw err;
      return { refusal: err };
    }
  };
  return {
    run: async (call) => {
      const execute = () => policy.execute(() => attempt(call)).finally(tell);
      const settled = await (stateNow() === 'closed' ? execute() : oneAtATime.execute(execute));
      if ('refusal' in settled) throw settled.refusal;
      return settled.value;
    },
    restMs: () => (stateNow() === 'open' ? Math.max(0, openUntil - Date.now()) : 0),
    get state() {
      return stateNow();
    },
  };
};

export const isBroken = (err: unknown): boolean => err instanceof BrokenCircuitError;
