import { Counter, type Registry } from 'prom-client';
import type { ReportedOperation } from './report.ts';

/** A report was saved, or had been saved before. */
export type UsageMetrics = (outcome: 'saved' | 'repeated', operations: readonly ReportedOperation[]) => void;

/** Measures the usage that is reported. */
export const makeUsageMetrics = (registry: Registry): UsageMetrics => {
  const registers = [registry];
  const reports = new Counter({
    name: 'registry_usage_reports_total',
    help: 'Usage reports, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const requests = new Counter({
    name: 'registry_usage_requests_total',
    help: 'Requests that saved reports tell of.',
    registers,
  });
  return (outcome, operations) => {
    reports.inc({ outcome });
    if (outcome === 'repeated') return;
    const counts = operations.flatMap((operation) => operation.counts);
    requests.inc(counts.reduce((sum, count) => sum + count.requests, 0));
  };
};
