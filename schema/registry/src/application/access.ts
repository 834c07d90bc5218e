import { hashOfKey, idOfKey, isHashOf } from '../domain/api-key.ts';
import { may, type Scope, type Viewer } from '../domain/scopes.ts';
import { forbidden, rateLimited, unauthenticated } from './errors.ts';
import type { StoredKey } from './ports.ts';

/** Who asks. Each resolver at the root says what it needs. */
export interface Access {
  /** The holder of the key. Throws UNAUTHENTICATED or RATE_LIMITED. */
  viewer(): Promise<Viewer>;
  /** The holder of the key, who may do this with the graph. Throws FORBIDDEN besides. */
  require(needed: Scope, graph: string): Promise<Viewer>;
}

/** What a request shows of who sent it. */
export interface Caller {
  readonly key: string | undefined;
  readonly address: string;
}

interface AccessPorts {
  readonly findKey: (id: string) => Promise<StoredKey | undefined>;
  /** The keys that the settings name: they are not stored, and end when the settings do. */
  readonly rootKey: string;
  readonly gatewayKey: string | undefined;
  /** False when a caller asked too often. */
  readonly admit: (caller: Caller) => boolean;
}

const ROOT: Viewer = { kind: 'USER', keyId: 'root', name: 'root', graphId: undefined, scope: 'admin' };

const GATEWAY: Viewer = { kind: 'USER', keyId: 'gateway', name: 'gateway', graphId: undefined, scope: 'check' };

const viewerOf = ({ id, name, graphId, scope }: StoredKey): Viewer => ({
  kind: graphId === undefined ? 'USER' : 'GRAPH',
  keyId: id,
  name,
  graphId,
  scope,
});

const DOING: Record<Scope, string> = {
  read: 'read',
  check: 'check changes of',
  publish: 'publish to',
  admin: 'administer',
};

/** Makes what tells a request's holder of the key; the key is looked up once per request, and only where it is needed. */
export const makeAccess = ({ findKey, rootKey, gatewayKey, admit }: AccessPorts) => {
  const rootHash = hashOfKey(rootKey);
  const gatewayHash = gatewayKey === undefined ? undefined : hashOfKey(gatewayKey);
  const identify = async (caller: Caller): Promise<Viewer> => {
    if (!admit(caller)) throw rateLimited();
    const { key } = caller;
    if (!key) throw unauthenticated('the request shows no API key');
    if (isHashOf(rootHash, key)) return ROOT;
    if (gatewayHash !== undefined && isHashOf(gatewayHash, key)) return GATEWAY;
    const id = idOfKey(key);
    const stored = id === undefined ? undefined : await findKey(id);
    if (!stored || !isHashOf(stored.hash, key)) throw unauthenticated('unknown API key');
    if (stored.revokedAt) throw unauthenticated('this API key was revoked');
    return viewerOf(stored);
  };
  return (caller: Caller): Access => {
    let known: Promise<Viewer> | undefined;
    const viewer = (): Promise<Viewer> => {
      known ??= identify(caller);
      return known;
    };
    return {
      viewer,
      require: async (needed, graph) => {
        const one = await viewer();
        if (!may(one, needed, graph)) throw forbidden(`${DOING[needed]} the graph "${graph}"`);
        return one;
      },
    };
  };
};

/** The holder of a key by its public part, for those who have shown the key before; undefined once it is revoked. */
export const makeViewerOfKey =
  (findKey: AccessPorts['findKey']) =>
  async (keyId: string): Promise<Viewer | undefined> => {
    if (keyId === ROOT.keyId) return ROOT;
    const stored = await findKey(keyId);
    return stored && !stored.revokedAt ? viewerOf(stored) : undefined;
  };
