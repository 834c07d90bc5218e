import { hashOfKey, makeApiKey } from '../domain/api-key.ts';
import { isGraphId } from '../domain/graph-ref.ts';
import type { Scope, Viewer } from '../domain/scopes.ts';
import { badInput, notFound } from './errors.ts';
import type { Clock, KeyStore, RandomBytes, StoredKey } from './ports.ts';

interface KeyPorts {
  readonly keys: KeyStore;
  readonly now: Clock;
  readonly randomBytes: RandomBytes;
}

const LONGEST_NAME = 100;
const MOST_KEYS = 200;

/** A key as it is told once: nobody, the registry included, knows its text later. */
export interface NewKey {
  readonly key: StoredKey;
  readonly text: string;
}

/** Makes a key that may touch one graph only; the graph begins with it, if there is none yet. */
export const makeCreateKey =
  ({ keys, now, randomBytes }: KeyPorts) =>
  async (viewer: Viewer, graph: string, name: string, scope: Scope): Promise<NewKey> => {
    if (!isGraphId(graph)) throw badInput(`"${graph}" is no name of a graph.`);
    if (name.trim() === '' || name.length > LONGEST_NAME)
      throw badInput(`A key needs a name of at most ${LONGEST_NAME} characters.`);
    if ((await keys.validOf(graph)).length >= MOST_KEYS) throw badInput(`A graph has at most ${MOST_KEYS} keys.`);
    const { id, text } = makeApiKey(`service:${graph}`, randomBytes);
    const key = {
      ...{ id, name, scope, graphId: graph, hash: hashOfKey(text) },
      ...{ createdBy: viewer.name, createdAt: now(), revokedAt: undefined },
    };
    await keys.add(key);
    return { key, text };
  };

/** Ends a key at once. Doing so again changes nothing. Throws NOT_FOUND. */
export const makeRevokeKey =
  ({ keys, now }: KeyPorts) =>
  async (graph: string, id: string): Promise<StoredKey> => {
    const key = await keys.revoke(graph, id, now());
    if (!key) throw notFound(`key "${id}" of the graph "${graph}"`);
    return key;
  };
