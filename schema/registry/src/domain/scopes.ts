/** What a key may do, from the narrowest to the widest: each includes those before it. */
export const SCOPES = ['read', 'check', 'publish', 'admin'] as const;

/**
 * - `read`: fetch schemas, poll Uplink, see launches, checks and usage;
 * - `check`: besides, check, lint and validate proposals, and report usage;
 * - `publish`: besides, publish, delete and roll back;
 * - `admin`: besides, make and revoke keys, and create the graph.
 */
export type Scope = (typeof SCOPES)[number];

/** Whoever shows a valid key. */
export interface Viewer {
  /** Rover knows two kinds of keys: of a person, and of a graph. */
  readonly kind: 'USER' | 'GRAPH';
  readonly keyId: string;
  readonly name: string;
  /** The only graph it may touch; undefined stands for all of them. */
  readonly graphId: string | undefined;
  readonly scope: Scope;
}

/** Whether a key's scope includes the one that is needed. */
export const includes = (scope: Scope, needed: Scope): boolean => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);

/** Whether a viewer may do something with a graph. */
export const may = ({ graphId, scope }: Viewer, needed: Scope, graph: string): boolean =>
  (graphId === undefined || graphId === graph) && includes(scope, needed);
