import type { Run } from './run.ts';

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const kib = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KiB`;

/** A few lines for people. */
export const describeRun = (run: Run): string => {
  const { profile, latencies, bytesPerSubscriber, deliveries } = run;
  const sorted = latencies.toSorted((one, other) => one - other);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => ms(percentile(sorted, share)));
  const perSecond = Math.round(deliveries / profile.seconds);
  return [
    `${profile.name}`,
    `  ${profile.subscribers} subscribers (connected in ${run.connectSeconds.toFixed(1)} s), ${run.upstreams} streams at the owner, ${profile.eventsPerSecond} events/s for ${profile.seconds} s`,
    `  ${deliveries} deliveries (${perSecond}/s), lost ${run.lost}, duplicated ${run.duplicated}, flawed ${run.flawed}`,
    `  from publishing to receipt: p50 ${p50}, p95 ${p95}, p99 ${p99}, slowest ${ms(sorted.at(-1) ?? Number.NaN)}`,
    `  gateway: ${kib(bytesPerSubscriber.used)} of heap per subscriber (${kib(bytesPerSubscriber.rss)} resident), ${(run.cpuShare * 100).toFixed(0)} % of a core, ${((run.cpuSeconds * 1e6) / Math.max(1, deliveries)).toFixed(0)} µs of CPU per delivery`,
  ].join('\n');
};
