import type { makeCreateKey, makeRevokeKey } from '../application/keys.ts';
import type { KeyStore, StoredKey } from '../application/ports.ts';
import type { Scope } from '../domain/scopes.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

interface Options {
  readonly keys: Pick<KeyStore, 'validOf'>;
  readonly createKey: ReturnType<typeof makeCreateKey>;
  readonly revokeKey: ReturnType<typeof makeRevokeKey>;
}

const sdl = `
  "What a key may do; each includes those before it."
  enum KeyScope {
    "Fetch schemas, poll Uplink, see launches, checks and usage."
    READ
    "Check, lint and validate proposals, report usage."
    CHECK
    "Publish, delete and roll back."
    PUBLISH
    "Make and revoke keys."
    ADMIN
  }
  "A key of one graph. Its text is told once, when it is made."
  type ApiKey {
    id: ID!
    name: String!
    scope: KeyScope!
    createdAt: Timestamp!
    createdBy: String!
    revokedAt: Timestamp
  }
  type NewApiKey {
    key: ApiKey!
    "What the holder shows (APOLLO_KEY). Nobody can tell it again."
    text: String!
  }
  extend type Graph {
    "Those that were not revoked. Needs the scope ADMIN."
    keys: [ApiKey!]!
  }
  extend type GraphMutation {
    "Needs the scope ADMIN."
    createKey(name: String!, scope: KeyScope!): NewApiKey!
    "Ends a key at once. Needs the scope ADMIN."
    revokeKey(id: ID!): ApiKey!
  }
`;

const viewOf = ({ id, name, scope, createdAt, createdBy, revokedAt }: StoredKey) => ({
  ...{ id, name, createdBy },
  scope: scope.toUpperCase(),
  createdAt: createdAt.toISOString(),
  revokedAt: revokedAt?.toISOString() ?? null,
});

interface Parent {
  readonly id: string;
}

/** Keys of a graph: made, listed and revoked by whoever may administer it. */
export const keysModule = ({ keys, createKey, revokeKey }: Options): GraphqlModule => ({
  sdl,
  resolvers: {
    Graph: {
      keys: async ({ id }: Parent, _args: unknown, { access }: RequestContext) => {
        await access.require('admin', id);
        return (await keys.validOf(id)).map(viewOf);
      },
    },
    GraphMutation: {
      createKey: async ({ id }: Parent, { name, scope }: { name: string; scope: string }, { access }) => {
        const viewer = await access.require('admin', id);
        const { key, text } = await createKey(viewer, id, name, scope.toLowerCase() as Scope);
        return { key: viewOf(key), text };
      },
      revokeKey: async ({ id }: Parent, { id: keyId }: { id: string }, { access }) => {
        await access.require('admin', id);
        return viewOf(await revokeKey(id, keyId));
      },
    },
  },
});
