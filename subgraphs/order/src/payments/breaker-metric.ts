import type { ProcessTools } from '@cardstock/service';
import { Gauge } from 'prom-client';
import type { BreakerState } from './breaker.ts';

const VALUES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** Shows where the circuit breaker of the payment provider stands, in the metrics and in the log. */
export const watchBreaker = ({ log, metrics }: ProcessTools): ((state: BreakerState) => void) => {
  const gauge = new Gauge({
    name: 'payment_breaker_state',
    help: 'The circuit breaker of the payment provider: 0 closed, 1 half-open, 2 open.',
    registers: [metrics],
  });
  return (state) => {
    gauge.set(VALUES[state]);
    log.warn({ state }, 'the circuit breaker of the payment provider changed');
  };
};
