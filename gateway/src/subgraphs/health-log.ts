import type { Logger } from '@cardstock/service/core';
import type { BreakerState } from './breaker.ts';

/** A subgraph that fails now and then is not "well again" with each answer in between. */
const WELL_AFTER_MS = 5_000;

/** Says once that a subgraph is in trouble, and once that it is over, however many requests notice. */
export class HealthLog {
  readonly #subgraph: string;
  readonly #log: Logger;
  #lastFailureAt: number | undefined;
  #isGivenUp = false;

  constructor(subgraph: string, log: Logger) {
    this.#subgraph = subgraph;
    this.#log = log;
  }

  /** `at` in milliseconds, on any clock that does not go back. */
  failed(failure: Readonly<Record<string, unknown>>, at: number): void {
    const isNews = this.#lastFailureAt === undefined;
    this.#lastFailureAt = at;
    this.#log[isNews ? 'warn' : 'debug']({ subgraph: this.#subgraph, ...failure }, 'a subgraph could not be asked');
  }

  answered(at: number): void {
    if (this.#isGivenUp) return;
    if (this.#lastFailureAt !== undefined && at - this.#lastFailureAt >= WELL_AFTER_MS) this.#isWell();
  }

  /** The circuit breaker: once open, only its closing says that the trouble is over. */
  breakerIs(state: BreakerState, at: number): void {
    if (state === 'closed') this.#isWell();
    if (state === 'open') this.#isLeftAlone(at);
  }

  #isLeftAlone(at: number): void {
    this.#lastFailureAt = at;
    if (this.#isGivenUp) return;
    this.#isGivenUp = true;
    this.#log.warn({ subgraph: this.#subgraph }, 'a subgraph is not asked any more until it is back');
  }

  #isWell(): void {
    this.#lastFailureAt = undefined;
    this.#isGivenUp = false;
    this.#log.info({ subgraph: this.#subgraph }, 'a subgraph answers again');
  }
}
