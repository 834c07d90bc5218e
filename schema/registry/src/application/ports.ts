import type { BuildError, BuildHint, Composition, SubgraphSdl } from '../domain/composition.ts';
import type { GitContext } from '../domain/git-context.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import type { Scope } from '../domain/scopes.ts';

export type Clock = () => Date;
export type RandomBytes = (size: number) => Buffer;
/** Composes beside the requests. Throws BUSY where it takes too long. */
export type Compose = (subgraphs: readonly SubgraphSdl[]) => Promise<Composition>;

export interface StoredKey {
  readonly id: string;
  /** Undefined where the key is not bound to one graph. */
  readonly graphId: string | undefined;
  readonly name: string;
  readonly scope: Scope;
  readonly hash: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | undefined;
}

/** Where keys are kept: never their texts. */
export interface KeyStore {
  find(id: string): Promise<StoredKey | undefined>;
  /** Those of a graph that were not revoked, oldest first. */
  validOf(graph: string): Promise<StoredKey[]>;
  add(key: StoredKey): Promise<void>;
  /** Undefined where the graph has no such key. */
  revoke(graph: string, id: string, at: Date): Promise<StoredKey | undefined>;
}

export interface Subgraph extends SubgraphSdl {
  readonly updatedAt: Date;
}

export interface Variant extends GraphRef {
  /** Counts the changes. */
  readonly revision: number;
  /** What gateways are given; undefined until something composed. */
  readonly servedLaunchId: string | undefined;
  readonly latestLaunchId: string | undefined;
}

export type LaunchCause = 'PUBLISH' | 'DELETE' | 'ROLLBACK' | 'GRAPH_PUBLISH';

/** One attempt to give a variant a new graph. */
export interface Launch extends GraphRef {
  readonly id: string;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly cause: LaunchCause;
  readonly rolledBackTo: string | undefined;
  readonly previousId: string | undefined;
  /** Hashes of the texts; undefined where there are none. A graph that is not federated has an API only. */
  readonly supergraphHash: string | undefined;
  readonly apiHash: string | undefined;
  readonly errors: readonly BuildError[];
  readonly hints: readonly BuildHint[];
  readonly actor: string;
  readonly gitContext: GitContext | undefined;
  readonly createdAt: Date;
}

/** Reads outside of any transaction. */
export interface GraphQueries {
  hasGraph(id: string): Promise<boolean>;
  /** Those that have something published, by name. */
  variantsOf(graph: string): Promise<Variant[]>;
  variant(ref: GraphRef): Promise<Variant | undefined>;
  subgraphsOf(ref: GraphRef): Promise<Subgraph[]>;
  subgraph(ref: GraphRef, name: string): Promise<Subgraph | undefined>;
  launch(graph: string, id: string): Promise<Launch | undefined>;
  /** Newest first, beginning after the launch that is given. */
  launchesOf(ref: GraphRef, first: number, after?: string): Promise<Launch[]>;
  /** What a launch was composed of. */
  subgraphsOfLaunch(launchId: string): Promise<SubgraphSdl[]>;
  /** A text by its hash. Throws where there is none. */
  document(hash: string): Promise<string>;
}

/** A variant as it is before a change. */
export interface Before {
  readonly revision: number;
  readonly served: Launch | undefined;
  readonly latest: Launch | undefined;
  readonly subgraphs: readonly Subgraph[];
}

/** What a change makes of a variant: written as a whole, or not at all. */
export interface After {
  readonly launch: Launch;
  /** What the variant consists of from now on. */
  readonly subgraphs: readonly SubgraphSdl[];
  /** The texts of the launch; those of the subgraphs are written besides. */
  readonly documents: readonly string[];
  /** What gateways are given from now on; undefined where the variant ends. */
  readonly servedLaunchId: string | undefined;
  readonly latestLaunchId: string | undefined;
}

/** Where changes of variants are written. */
export interface ChangeStore {
  before(ref: GraphRef): Promise<Before>;
  /** False, and nothing written, where somebody else changed the variant after this revision. */
  write(after: After, revision: number): Promise<boolean>;
}
