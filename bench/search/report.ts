import type { Latencies } from './open-loop.ts';
import type { PeerResult } from './peers.ts';

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);

const percentiles = (sorted: readonly number[]): string =>
  `p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, p99 ${at(sorted, 0.99)} ms, worst ${at(sorted, 1)} ms`;

export const describeLoad = (title: string, { sorted, slowest }: Latencies): string => {
  const slow = slowest.map(({ query, milliseconds }) => `${milliseconds.toFixed(0)} ms ${JSON.stringify(query)}`);
  return `${title}: ${percentiles(sorted)} (${sorted.length} searches)\n  slowest: ${slow.join('; ')}`;
};

export const describePeers = (title: string, peers: readonly PeerResult[]): string =>
  peers
    .map(
      ({ name, indexSeconds, heapMegabytes, sorted }) =>
        `${title}, ${name} in process, one at a time: ${percentiles(sorted)} (${sorted.length} searches); index in ${indexSeconds.toFixed(1)} s, ${heapMegabytes.toFixed(0)} MB of heap`,
    )
    .join('\n');
