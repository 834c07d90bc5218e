import type { Changed } from '../application/change-variant.ts';
import { badInput } from '../application/errors.ts';
import type { Links } from '../application/links.ts';
import type { Launch } from '../application/ports.ts';
import type { makePredictRemoval, makePublish, makeRemove } from '../application/publish.ts';
import type { GitContext } from '../domain/git-context.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

interface Options {
  readonly publish: ReturnType<typeof makePublish>;
  readonly remove: ReturnType<typeof makeRemove>;
  readonly predictRemoval: ReturnType<typeof makePredictRemoval>;
  readonly links: Links;
}

const sdl = `
  input PartialSchemaInput { sdl: String hash: String }
  input SubgraphInput { name: String! url: String sdl: String! }
  type CompositionConfig { schemaHash: String! }
  type SubgraphPublicationResult {
    "Null where nothing composed yet."
    compositionConfig: CompositionConfig
    errors: [SchemaCompositionError]!
    updatedGateway: Boolean!
    wasCreated: Boolean!
    wasUpdated: Boolean!
    launchCliCopy: String
    launchUrl: String
  }
  type SubgraphRemovalResult { errors: [SchemaCompositionError]! updatedGateway: Boolean! }
  extend type GraphMutation {
    "rover subgraph publish. Publishing the same again changes nothing."
    publishSubgraph(
      name: String!
      "Without one, the subgraph keeps the one that it has."
      url: String
      revision: String!
      activePartialSchema: PartialSchemaInput!
      graphVariant: String!
      gitContext: GitContextInput
    ): SubgraphPublicationResult
    "Publishes several subgraphs as one launch: for changes that compose only together. No command of Rover."
    publishSubgraphs(
      graphVariant: String!
      subgraphs: [SubgraphInput!]!
      "Whether the variant is to have no other subgraphs than these."
      removeOthers: Boolean! = false
      gitContext: GitContextInput
    ): SubgraphPublicationResult
    "rover subgraph delete. The variant ends with its last subgraph."
    removeImplementingServiceAndTriggerComposition(
      graphVariant: String!
      name: String!
      "Only tells the errors that there would be."
      dryRun: Boolean! = false
    ): SubgraphRemovalResult!
  }
`;

interface Parent {
  readonly id: string;
}
interface PublishArguments {
  readonly name: string;
  readonly url?: string | null;
  readonly activePartialSchema: { readonly sdl?: string | null };
  readonly graphVariant: string;
  readonly gitContext?: GitContext | null;
}
interface PublishManyArguments {
  readonly graphVariant: string;
  readonly subgraphs: readonly { readonly name: string; readonly url?: string | null; readonly sdl: string }[];
  readonly removeOthers: boolean;
  readonly gitContext?: GitContext | null;
}
interface RemoveArguments {
  readonly graphVariant: string;
  readonly name: string;
  readonly dryRun: boolean;
}

const SHORT_HASH = 12;

const configOf = (launch: Launch | undefined) =>
  launch?.supergraphHash === undefined ? null : { schemaHash: launch.supergraphHash.slice(0, SHORT_HASH) };

/** Errors of the latest launch are told again to whoever repeats a publication whose answer was lost. */
const resultOf = ({ before, launch }: Changed, names: readonly string[], links: Links) => {
  const latest = launch ?? before.latest;
  const known = new Set(before.subgraphs.map(({ name }) => name));
  const isNew = names.some((name) => !known.has(name));
  const url = latest ? links.launch(latest.graph, latest.id) : null;
  return {
    compositionConfig: configOf(latest?.status === 'SUCCEEDED' ? latest : before.served),
    errors: latest?.errors ?? [],
    updatedGateway: launch?.status === 'SUCCEEDED' && launch.supergraphHash !== before.served?.supergraphHash,
    wasCreated: launch !== undefined && isNew,
    wasUpdated: launch !== undefined && !isNew,
    launchUrl: url,
    launchCliCopy: launch ? `This launch in the registry: ${url}` : null,
  };
};

const sdlOf = ({ name, activePartialSchema }: PublishArguments): string => {
  if (typeof activePartialSchema.sdl === 'string') return activePartialSchema.sdl;
  throw badInput(`The schema of "${name}" is missing.`);
};

/** `rover subgraph publish` and `rover subgraph delete`. */
export const publishModule = ({ publish, remove, predictRemoval, links }: Options): GraphqlModule => ({
  sdl,
  resolvers: {
    GraphMutation: {
      publishSubgraph: async ({ id }: Parent, args: PublishArguments, { access }: RequestContext) => {
        const viewer = await access.require('publish', id);
        const { name, url, graphVariant: variant, gitContext } = args;
        const subgraph = { name, url: url ?? undefined, sdl: sdlOf(args) };
        const changed = await publish(viewer, {
          ref: { graph: id, variant },
          subgraphs: [subgraph],
          gitContext: gitContext ?? undefined,
        });
        return resultOf(changed, [name], links);
      },
      publishSubgraphs: async ({ id }: Parent, args: PublishManyArguments, { access }: RequestContext) => {
        const viewer = await access.require('publish', id);
        const subgraphs = args.subgraphs.map(({ name, url, sdl }) => ({ name, url: url ?? undefined, sdl }));
        const { graphVariant: variant, removeOthers, gitContext } = args;
        const command = { ref: { graph: id, variant }, subgraphs, removeOthers, gitContext: gitContext ?? undefined };
        return resultOf(
          await publish(viewer, command),
          subgraphs.map(({ name }) => name),
          links,
        );
      },
      removeImplementingServiceAndTriggerComposition: async (
        { id }: Parent,
        { graphVariant: variant, name, dryRun }: RemoveArguments,
        { access }: RequestContext,
      ) => {
        const viewer = await access.require('publish', id);
        const ref = { graph: id, variant };
        if (dryRun) return { errors: await predictRemoval(ref, name), updatedGateway: false };
        const { before, launch } = await remove(viewer, ref, name);
        const isEnd = before.subgraphs.length === 1;
        return { errors: isEnd ? [] : (launch?.errors ?? []), updatedGateway: launch?.status === 'SUCCEEDED' };
      },
    },
  },
});
