import type { Setting } from './contenders.ts';
import type { Load } from './loads.ts';

/** Subgraphs that run, what they are composed to, and what is asked of them. */
export interface Scene extends Pick<Setting, 'supergraph' | 'header' | 'ourEnvironment'> {
  readonly loads: readonly Load[];
  stop(): Promise<void>;
}
