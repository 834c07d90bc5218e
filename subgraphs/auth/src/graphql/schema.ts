import { makeSubgraphSchema, type SubgraphSchema } from '@cardstock/service';
import type { Application } from '../application/index.ts';
import type { Context } from './context.ts';
import { SessionResolver } from './session.resolver.ts';
import { UserResolver } from './user.resolver.ts';

/** The schema of this subgraph; without an application it can only be printed. */
export const makeSchema = (app?: Application): Promise<SubgraphSchema> =>
  makeSubgraphSchema({
    resolvers: [SessionResolver, UserResolver],
    references: { User: ({ id }: { id: string }, { loaders }: Context) => loaders.userById.load(id) },
    ...(app
      ? {
          instances: new Map<unknown, object>([
            [SessionResolver, new SessionResolver(app)],
            [UserResolver, new UserResolver(app)],
          ]),
        }
      : {}),
  });
