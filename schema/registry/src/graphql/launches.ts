import { isUuid } from '@cardstock/contracts';
import { badInput, notFound } from '../application/errors.ts';
import type { Links } from '../application/links.ts';
import type { GraphQueries, Variant } from '../application/ports.ts';
import type { makeRollback } from '../application/rollback.ts';
import type { GitContext } from '../domain/git-context.ts';
import { launchOf } from './graph.view.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

interface Options {
  readonly queries: Pick<GraphQueries, 'launchesOf' | 'launch'>;
  readonly rollback: ReturnType<typeof makeRollback>;
  readonly links: Links;
}

const sdl = `
  enum LaunchStatus { SUCCEEDED FAILED }
  enum LaunchCause { PUBLISH DELETE ROLLBACK GRAPH_PUBLISH }
  extend type Launch {
    id: ID!
    status: LaunchStatus!
    cause: LaunchCause!
    "The launch whose supergraph it brought back."
    rolledBackTo: ID
    "The launch before it."
    previousId: ID
    "The name of the key that made it."
    actor: String!
    createdAt: Timestamp!
    "Its page."
    url: String!
  }
  extend type GraphVariant {
    "Newest first. At most 100 at once; after names the last launch of the page before."
    launches(first: Int! = 20, after: ID): [Launch!]!
  }
  type RollbackResult {
    "What is served now."
    launch: Launch!
    "False where it was served already."
    wasRolledBack: Boolean!
  }
  extend type GraphVariantMutation {
    "Serves an earlier launch again, as a new launch, with the subgraphs that it was composed of. Needs the scope PUBLISH."
    rollback(toLaunchId: ID!, gitContext: GitContextInput): RollbackResult!
  }
`;

const MOST_LAUNCHES = 100;

interface ListArguments {
  readonly first: number;
  readonly after?: string | null;
}
interface RollbackArguments {
  readonly toLaunchId: string;
  readonly gitContext?: GitContext | null;
}

/** The history of launches, and the way back. */
export const launchesModule = ({ queries, rollback, links }: Options): GraphqlModule => ({
  sdl,
  resolvers: {
    Launch: { url: ({ graph, id }: { graph: string; id: string }) => links.launch(graph, id) },
    GraphVariant: {
      launches: async (variant: Variant, { first, after }: ListArguments) => {
        if (first < 1 || first > MOST_LAUNCHES) throw badInput(`first is between 1 and ${MOST_LAUNCHES}.`);
        if (after && !isUuid(after)) throw badInput('after is no id of a launch.');
        return (await queries.launchesOf(variant, first, after ?? undefined)).map(launchOf);
      },
    },
    GraphVariantMutation: {
      rollback: async (
        { graph, name: variant }: { graph: string; name: string },
        { toLaunchId, gitContext }: RollbackArguments,
        { access }: RequestContext,
      ) => {
        const viewer = await access.require('publish', graph);
        const command = { ref: { graph, variant }, toLaunchId, gitContext: gitContext ?? undefined };
        const { before, launch } = await rollback(viewer, command);
        const served = launch ?? before.served;
        if (!served) throw notFound(`launch "${toLaunchId}"`);
        return { launch: launchOf(served), wasRolledBack: launch !== undefined };
      },
    },
  },
});
