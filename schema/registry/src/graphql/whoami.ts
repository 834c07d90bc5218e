import { RegistryError } from '../application/errors.ts';
import type { Viewer } from '../domain/scopes.ts';
import { graphOf } from './graph.view.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

const sdl = `
  "Whoever a key belongs to."
  interface Identity { id: ID! name: String! asActor: Actor! }
  type Actor { actorId: ID! type: ActorType! }
  enum ActorType {
    ANONYMOUS_USER BACKFILL CRON GRAPH INTERNAL_IDENTITY SERVICE_ACCOUNT SYNCHRONIZATION SYSTEM USER
  }
  "A person, or a program of theirs, whose key is not bound to one graph."
  type User implements Identity { id: ID! name: String! asActor: Actor! }
  extend type Query {
    "The holder of the API key; null where it is unknown."
    me: Identity
  }
`;

/** A key that nobody knows belongs to nobody: Rover has the best words for that itself. */
const viewerOrNobody = async ({ access }: RequestContext): Promise<Viewer | null> => {
  try {
    return await access.viewer();
  } catch (err) {
    if (err instanceof RegistryError && err.code === 'UNAUTHENTICATED') return null;
    throw err;
  }
};

const identityOf = ({ kind, name, graphId, keyId }: Viewer) =>
  graphId === undefined
    ? { __typename: 'User', id: name, name, asActor: { actorId: keyId, type: kind } }
    : graphOf(graphId);

/** `rover config whoami`. */
export const whoami: GraphqlModule = {
  sdl,
  resolvers: {
    Query: {
      me: async (_root, _args, context) => {
        const viewer = await viewerOrNobody(context);
        return viewer && identityOf(viewer);
      },
    },
  },
};
