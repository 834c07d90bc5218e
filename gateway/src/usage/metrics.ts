import { Counter, type Registry } from 'prom-client';

/** What became of a counted request: told to the registry, or lost because `full` or `unreachable` or `unreadable`. */
export type UsageOutcome = 'reported' | 'full' | 'unreachable' | 'unreadable';

export type UsageMetrics = (outcome: UsageOutcome, requests: number) => void;

/** Measures how much of the traffic the registry hears of. */
export const makeUsageMetrics = (registry: Registry): UsageMetrics => {
  const operations = new Counter({
    name: 'gateway_usage_operations_total',
    help: 'Operations that were reported to the registry (reported), and those lost on the way, by the reason.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome, requests) => operations.inc({ outcome }, requests);
};
