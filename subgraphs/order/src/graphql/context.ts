import type { Viewer } from '@cardstock/service';
import type { Loaders } from './loaders.ts';

/** What resolvers know of a request. */
export interface Context {
  readonly viewer: Viewer;
  /** Replaced at each event of a subscription, which lives longer than what a loader may remember. */
  loaders: Loaders;
  readonly freshLoaders: () => Loaders;
}
