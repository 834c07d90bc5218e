import type { GatewayConfig } from '../config.ts';
import type { Policy } from './subgraph-data-source.ts';

export type PolicyOf = (subgraph: string) => Policy;

/** How each subgraph is asked, by the settings. */
export const policiesFrom =
  (config: GatewayConfig): PolicyOf =>
  (subgraph) => ({
    timeoutMs: config.SUBGRAPH_TIMEOUTS.get(subgraph) ?? config.SUBGRAPH_TIMEOUT_MS,
    retries: config.SUBGRAPH_RETRIES,
    concurrency: config.SUBGRAPH_CONCURRENCY,
    queue: config.SUBGRAPH_QUEUE,
    maxAnswerBytes: config.SUBGRAPH_MAX_BYTES,
    breakerFailures: config.SUBGRAPH_BREAKER_FAILURES,
    breakerRate: config.SUBGRAPH_BREAKER_RATE,
    probeEveryMs: config.SUBGRAPH_PROBE_MS,
  });
