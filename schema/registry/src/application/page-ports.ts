import type { GitContext } from '../domain/git-context.ts';
import type { GraphRef } from '../domain/graph-ref.ts';

/** What became of a subgraph at one moment. */
export interface PublicationEntry {
  readonly id: string;
  readonly kind: 'PUBLISHED' | 'DELETED' | 'ROLLED_BACK';
  readonly url: string | null;
  readonly documentHash: string | null;
  readonly launchId: string;
  readonly actor: string;
  readonly gitContext: GitContext | null;
  readonly createdAt: Date;
}

/** What only the pages read. Lists begin after the key that is given. */
export interface PageQueries {
  /** Ids of all graphs, in their order. */
  graphs(first: number, after?: string): Promise<readonly string[]>;
  /** Newest first. */
  publicationsOf(ref: GraphRef, subgraph: string, first: number, after?: string): Promise<readonly PublicationEntry[]>;
}
