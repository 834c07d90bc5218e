import type { Placed } from './load.ts';
import type { waitForConfirmation } from './stages.ts';

type Stages = Awaited<ReturnType<typeof waitForConfirmation>>;

export interface Measured {
  readonly load: string;
  readonly placed: readonly Placed[];
  readonly stages: Stages;
  /** CPU seconds by process, for this load alone. */
  readonly cpu: ReadonlyMap<string, number>;
}

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

const spread = (values: readonly number[]): string =>
  [0.5, 0.95, 0.99].map((share) => String(Math.round(percentile(values, share))).padStart(6)).join('');

const line = (label: string, values: readonly number[]): string => `  ${label.padEnd(24)}${spread(values)}`;

/** From the first order asked for to the last one confirmed. */
const sustained = ({ placed, stages }: Measured): number => {
  const from = Math.min(...placed.map(({ askedAt }) => askedAt));
  const to = Math.max(...[...stages.values()].map(({ confirmed }) => confirmed));
  return placed.length / ((to - from) / 1000);
};

/** A load's figures as lines of text: rate, latencies by stage, CPU per order. */
export const report = (measured: Measured): string => {
  const { load, placed, stages, cpu } = measured;
  const found = placed.flatMap((order) => {
    const stage = stages.get(order.id);
    return stage ? [{ ...order, ...stage }] : [];
  });
  const total = [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0);
  const shares = [...cpu]
    .sort(([, a], [, b]) => b - a)
    .filter(([, seconds]) => seconds > 0.05)
    .map(([name, seconds]) => `${name} ${((seconds / placed.length) * 1000).toFixed(1)}`);
  return [
    `${load}: ${placed.length} orders, ${sustained(measured).toFixed(1)}/s from asked to confirmed`,
    `  ${'ms'.padEnd(24)}   p50   p95   p99`,
    line(
      'placeOrder answered',
      found.map(({ answeredAfter }) => answeredAfter),
    ),
    line(
      'asked to CONFIRMED',
      found.map(({ askedAt, confirmed }) => confirmed - askedAt),
    ),
    line(
      '  asked to placed',
      found.map(({ askedAt, placed: at }) => at - askedAt),
    ),
    line(
      '  placed to reserved',
      found.map(({ placed: at, reserved }) => reserved - at),
    ),
    line(
      '  reserved to confirmed',
      found.map(({ reserved, confirmed }) => confirmed - reserved),
    ),
    `  CPU ms per order: ${((total / placed.length) * 1000).toFixed(1)} (${shares.join(', ')})`,
  ].join('\n');
};
