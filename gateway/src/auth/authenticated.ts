import type { Viewer } from '@cardstock/service/core';

/** Who asks, and how long that is known. */
export interface Authenticated {
  readonly viewer: Viewer;
  /** When the token that says so expires, in milliseconds since 1970. */
  readonly expiresAt?: number;
}
