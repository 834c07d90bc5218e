import type { Viewer } from '@cardstock/service/core';

/** What every operation carries from the client's connection to the subgraph calls. */
export interface GatewayContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}
