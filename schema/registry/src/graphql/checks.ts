import { z } from 'zod';
import { badInput, notFound } from '../application/errors.ts';
import type { GraphQueries } from '../application/ports.ts';
import type { Checker, Proposal } from '../checks/checker.ts';
import type { SettingsStore } from '../checks/ports.ts';
import { checkConfig, checkSettings } from '../checks/settings.ts';
import type { OperationText, ValidateOperations } from '../checks/validate-operations.ts';
import type { GitContext } from '../domain/git-context.ts';
import { type GraphRef, isSubgraphName, printGraphRef } from '../domain/graph-ref.ts';
import type { Viewer } from '../domain/scopes.ts';
import { workflowOf } from './check.view.ts';
import { asRefusal } from './check-refusal.ts';
import { CHECK_SETTINGS_SDL } from './check-settings.sdl.ts';
import { CHECK_WORKFLOW_SDL } from './check-workflow.sdl.ts';
import { CHECKS_SDL } from './checks.sdl.ts';
import type { GraphqlModule, RequestContext, Resolvers } from './module.ts';

interface Options {
  readonly checker: Checker;
  readonly validateOperations: ValidateOperations;
  readonly settings: SettingsStore;
  readonly queries: GraphQueries;
  readonly now: () => Date;
  /** Where a check is shown. */
  readonly pageOf: (graph: string, id: string) => string;
}

interface GraphParent {
  readonly id: string;
}
interface VariantParent {
  readonly graph: string;
  readonly name: string;
}

interface CheckInput {
  readonly config: unknown;
  readonly gitContext?: GitContext | null;
  readonly graphRef?: string | null;
}
interface SubgraphCheckInput extends CheckInput {
  readonly proposedSchema: string;
  readonly subgraphName: string;
}
interface SchemaCheckInput extends CheckInput {
  readonly proposedSchemaDocument?: string | null;
}

const LONGEST_SDL = 4_194_304;

const parsed = <Type>(schema: z.ZodType<Type>, value: unknown): Type => {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw badInput(z.prettifyError(error));
  return data;
};

const proposalOf = (ref: GraphRef, input: CheckInput, sdl: string): Omit<Proposal, 'kind' | 'subgraph'> => {
  const { config, gitContext, graphRef } = input;
  const named = graphRef?.includes('@') === false ? `${graphRef}@current` : graphRef;
  if (named && named !== printGraphRef(ref))
    throw badInput(`The check names "${graphRef}" and "${printGraphRef(ref)}".`);
  if (sdl.length > LONGEST_SDL) throw badInput(`A schema has at most ${LONGEST_SDL} characters.`);
  return { ...ref, sdl, config: parsed(checkConfig, config), gitContext: gitContext ?? undefined };
};

const submits = ({ checker, pageOf }: Options) => {
  const submit = async (
    { graph, name: variant }: VariantParent,
    { access }: RequestContext,
    proposalIn: (ref: GraphRef) => Proposal,
  ) => {
    try {
      const viewer: Viewer = await access.require('check', graph);
      const id = await checker.submit(viewer, proposalIn({ graph, variant }));
      return { __typename: 'CheckRequestSuccess', workflowID: id, targetURL: pageOf(graph, id) };
    } catch (err) {
      return asRefusal(err);
    }
  };
  return {
    submitSubgraphCheckAsync: (
      parent: VariantParent,
      { input }: { input: SubgraphCheckInput },
      context: RequestContext,
    ) =>
      submit(parent, context, (ref) => {
        const { subgraphName: subgraph, proposedSchema } = input;
        if (!isSubgraphName(subgraph)) throw badInput(`"${subgraph}" cannot be the name of a subgraph.`);
        return { ...proposalOf(ref, input, proposedSchema), kind: 'SUBGRAPH', subgraph };
      }),
    submitCheckSchemaAsync: (parent: VariantParent, { input }: { input: SchemaCheckInput }, context: RequestContext) =>
      submit(parent, context, (ref) => {
        const { proposedSchemaDocument } = input;
        if (!proposedSchemaDocument) throw badInput('The schema is missing.');
        return { ...proposalOf(ref, input, proposedSchemaDocument), kind: 'GRAPH', subgraph: undefined };
      }),
  };
};

interface ValidateArguments {
  readonly tag?: string | null;
  readonly operations: readonly OperationText[];
  readonly gitContext?: GitContext | null;
}

const ofGraph = ({ checker, validateOperations, settings, queries, now, pageOf }: Options): Resolvers => ({
  Graph: {
    checkWorkflow: async ({ id: graph }: GraphParent, { id }: { id: string }) => {
      const check = await checker.find(graph, id);
      if (!check) throw notFound(`check "${id}" of "${graph}"`);
      return workflowOf(check, pageOf(graph, id));
    },
    checkSettings: ({ id }: GraphParent) => settings.settings(id),
  },
  GraphMutation: {
    variant: async ({ id: graph }: GraphParent, { name }: { name: string }) =>
      (await queries.variant({ graph, variant: name })) ? { graph, name } : null,
    validateOperations: async ({ id }: GraphParent, args: ValidateArguments, { access }: RequestContext) => {
      const viewer = await access.require('check', id);
      const { tag, operations, gitContext } = args;
      const ref = { graph: id, variant: tag ?? 'current' };
      return {
        validationResults: await validateOperations(viewer, { ref, operations, gitContext: gitContext ?? undefined }),
      };
    },
    updateCheckSettings: async ({ id }: GraphParent, args: { settings: object }, { access }: RequestContext) => {
      const viewer = await access.require('admin', id);
      if (!(await queries.hasGraph(id))) throw notFound(`graph "${id}"`);
      const given = Object.entries(args.settings).filter(([, value]) => value !== null);
      const next = parsed(checkSettings, Object.fromEntries(given));
      await settings.save(id, next, viewer.name, now());
      return next;
    },
  },
});

/** `rover subgraph check`, `rover graph check` and `rover client check`. */
export const checksModule = (options: Options): GraphqlModule => ({
  sdl: [CHECKS_SDL, CHECK_WORKFLOW_SDL, CHECK_SETTINGS_SDL].join('\n'),
  resolvers: { ...ofGraph(options), GraphVariantMutation: submits(options) },
});
