import type { Viewer } from '@cardstock/service/core';
import type { ReadObserver } from './execution/read-observer.ts';
import type { ClientWish, FreshnessNote } from './response-cache/freshness.ts';
import type { ClientName } from './usage/client.ts';

/** What every operation carries from the client's connection to the subgraph calls. */
export interface GatewayContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Where the client is, as far as rate limits are concerned. */
  readonly address: string;
  /** As the client sent it; it counts for mutations only. */
  readonly idempotencyKey?: string | undefined;
  /** The program that asks, as it names itself. */
  readonly client?: ClientName | undefined;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** When it must be answered, on the clock of `performance.now()`; later, reads of subgraphs are given up. */
  readonly deadlineAt?: number | undefined;
  /** What the client says of stored answers. */
  readonly clientWish?: ClientWish | undefined;
  /** Where the client can be told how old its answer is: that is written down here. */
  readonly freshness?: FreshnessNote | undefined;
  /** Who is shown the answers of subgraphs. */
  readonly reads?: ReadObserver | undefined;
}
