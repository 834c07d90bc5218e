import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BreakerState } from './breaker.ts';
import type { Outcome } from './failures.ts';

/** How busy and how well a subgraph is right now. */
export interface Condition {
  readonly name: string;
  readonly breaker: BreakerState;
  readonly inFlight: number;
  readonly queued: number;
}

/** What the fetches from one subgraph are measured with. */
export interface FetchMetrics {
  /** A fetch is over, after so many seconds. */
  over(outcome: Outcome, seconds: number): void;
  retried(): void;
}

const BREAKER: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };
/** Outcomes that say how long the subgraph took. */
const ASKED: ReadonlySet<Outcome> = new Set(['answered', 'failed', 'timeout', 'refused']);
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface ConditionGauge {
  readonly name: string;
  readonly help: string;
  readonly read: (condition: Condition) => number;
}

const GAUGES: readonly ConditionGauge[] = [
  { name: 'gateway_subgraph_in_flight', help: 'Fetches under way.', read: ({ inFlight }) => inFlight },
  { name: 'gateway_subgraph_queued', help: 'Fetches that wait for their turn.', read: ({ queued }) => queued },
  {
    name: 'gateway_subgraph_breaker_state',
    help: 'The circuit breaker of a subgraph: 0 closed, 1 half-open, 2 open.',
    read: ({ breaker }) => BREAKER[breaker],
  },
];

/** Shows those subgraphs that there are at the time of a scrape. */
export const showConditions = (registry: Registry, conditions: () => readonly Condition[]): void => {
  for (const { name, help, read } of GAUGES) {
    new Gauge({
      name,
      help,
      labelNames: ['subgraph'],
      registers: [registry],
      collect() {
        this.reset();
        for (const condition of conditions()) this.set({ subgraph: condition.name }, read(condition));
      },
    });
  }
};

/** Measures fetches, by the name of their subgraph. */
export const makeFetchMetrics = (registry: Registry): ((subgraph: string) => FetchMetrics) => {
  const shared = { labelNames: ['subgraph'], registers: [registry] };
  const requests = new Counter({
    ...shared,
    name: 'gateway_subgraph_requests_total',
    help: 'Fetches from a subgraph, by what became of them.',
    labelNames: ['subgraph', 'outcome'],
  });
  const retries = new Counter({
    ...shared,
    name: 'gateway_subgraph_retries_total',
    help: 'Reads that were sent once more.',
  });
  const duration = new Histogram({
    ...shared,
    name: 'gateway_subgraph_request_duration_seconds',
    help: 'Time from a fetch to its answer, waiting and retries included.',
    buckets: SECONDS,
  });
  return (subgraph) => ({
    over: (outcome, seconds) => {
      requests.inc({ subgraph, outcome });
      if (ASKED.has(outcome)) duration.observe({ subgraph }, seconds);
    },
    retried: () => retries.inc({ subgraph }),
  });
};
