import { hash } from 'node:crypto';
import type { GraphOperation } from '../execution/operation.ts';
import { viewerScope } from '../execution/viewer-scope.ts';
import type { KnownOperation } from './known-operations.ts';

/** Where an answer may be stored. */
export interface ResponseKeys {
  /** For everybody who is logged in, or for everybody who is not. */
  readonly shared: string;
  /** For one viewer, where there is a login. */
  readonly own: OwnKey | undefined;
}

export interface OwnKey {
  readonly key: string;
  /** Whose changes make it old. */
  readonly userId: string;
}

/**
 * The same keys for what must have the same answer: under one graph, the same document as authorization left of it, with
 * the same variables. Who is logged in and who is not have answers apart, as in Apollo's own cache: a subgraph may call the
 * first public and the second not.
 */
export const keysOf = (known: KnownOperation, asked: GraphOperation): ResponseKeys => {
  const { graph, context } = asked;
  const { viewer } = context;
  const question = `${viewer.kind}\n${graph.version}\n${known.id}\n${known.variablesIn(asked)}`;
  const shared = hash('sha256', question, 'base64url');
  if (viewer.kind !== 'user') return { shared, own: undefined };
  const key = hash('sha256', `${viewerScope(viewer)}\n${question}`, 'base64url');
  return { shared, own: { key, userId: viewer.id } };
};
