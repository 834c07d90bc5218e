import type { GraphQLResolveInfo } from 'graphql';
import { notFound } from '../application/errors.ts';
import type { GraphQueries, Launch, Subgraph, Variant } from '../application/ports.ts';
import { parseGraphRef } from '../domain/graph-ref.ts';
import { GRAPH_SDL } from './graph.sdl.ts';
import { graphOf, launchOf, subgraphOf, variantOf } from './graph.view.ts';
import type { GraphqlModule, RequestContext, Resolvers } from './module.ts';

interface Options {
  readonly queries: GraphQueries;
  /** Where the pages of the registry are. */
  readonly publicUrl: string;
}

interface GraphParent {
  readonly id: string;
}

/** Rover takes "no such graph" of a check of operations for "nothing to complain about". */
const mustNotBeSilent = ({ fieldNodes }: GraphQLResolveInfo): boolean =>
  fieldNodes.some(({ selectionSet }) =>
    selectionSet?.selections.some((one) => 'name' in one && one.name.value === 'validateOperations'),
  );

const roots = ({ queries, publicUrl }: Options): Resolvers => ({
  Query: {
    frontendUrlRoot: () => publicUrl,
    graph: async (_root, { id }: GraphParent, { access }) => {
      await access.require('read', id);
      return (await queries.hasGraph(id)) ? graphOf(id) : null;
    },
    variant: async (_root, { ref: text }: { ref: string }, { access }) => {
      const ref = parseGraphRef(text);
      if (!ref) {
        await access.viewer();
        return { __typename: 'InvalidRefFormat', message: `"${text}" is no graph@variant.` };
      }
      await access.require('read', ref.graph);
      const variant = await queries.variant(ref);
      return variant ? variantOf(variant) : null;
    },
  },
  Mutation: {
    graph: async (_root, { id }: GraphParent, { access }: RequestContext, info: GraphQLResolveInfo) => {
      const viewer = await access.require('read', id);
      // A graph begins with its first publication, by somebody who may create it.
      if (viewer.scope === 'admin' || (await queries.hasGraph(id))) return { id };
      if (mustNotBeSilent(info)) throw notFound(`graph "${id}"`);
      return null;
    },
  },
});

const graphs = ({ queries }: Options): Resolvers => {
  const subgraphsOf = async (variant: Variant) => {
    const all = await queries.subgraphsOf(variant);
    return all.length === 0 ? null : all.map(subgraphOf);
  };
  const launchWith = (id: string | undefined, { graph }: Variant): Promise<Launch | undefined> =>
    id === undefined ? Promise.resolve(undefined) : queries.launch(graph, id);
  const launchIn = async (id: string | undefined, variant: Variant) => {
    const launch = await launchWith(id, variant);
    return launch ? launchOf(launch) : null;
  };
  return {
    Graph: {
      variants: async ({ id }: GraphParent) => (await queries.variantsOf(id)).map(variantOf),
      variant: async ({ id }: GraphParent, { name }: { name: string }) => {
        const variant = await queries.variant({ graph: id, variant: name });
        return variant ? variantOf(variant) : null;
      },
    },
    GraphVariant: {
      subgraphs: subgraphsOf,
      subgraph: async (variant: Variant, { name }: { name: string }) => {
        const found: Subgraph | undefined = await queries.subgraph(variant, name);
        return found ? subgraphOf(found) : null;
      },
      latestLaunch: (variant: Variant) => launchIn(variant.latestLaunchId, variant),
      // Only what composed is approved: a broken publication does not take away what can be fetched.
      latestApprovedLaunch: (variant: Variant) => launchIn(variant.servedLaunchId ?? variant.latestLaunchId, variant),
      latestPublication: async (variant: Variant) => {
        const launch = await launchWith(variant.servedLaunchId, variant);
        return launch?.apiHash === undefined
          ? null
          : { variant: variantOf(variant), schema: { hash: launch.apiHash }, diffToPrevious: null };
      },
      sourceVariant: () => null,
    },
    Schema: { document: ({ hash }: { hash: string }) => queries.document(hash) },
    CoreSchema: { coreDocument: ({ hash }: { hash: string }) => queries.document(hash) },
  };
};

/** What everybody reads: graphs, variants, subgraphs, launches. */
export const graphModule = (options: Options): GraphqlModule => ({
  sdl: GRAPH_SDL,
  resolvers: { ...roots(options), ...graphs(options) },
});
