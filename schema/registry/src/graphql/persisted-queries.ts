import { notFound } from '../application/errors.ts';
import {
  type ListOutcome,
  listOf,
  type makeFindList,
  type makePublishOperations,
  type QueryList,
} from '../application/persisted-queries.ts';
import type { Variant } from '../application/ports.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

interface Options {
  readonly findList: ReturnType<typeof makeFindList>;
  readonly publishOperations: ReturnType<typeof makePublishOperations>;
}

const sdl = `
  "The operations that clients of a variant are known to send. Checks count them as used, always."
  type PersistedQueryList { id: ID! name: String! }
  extend type Graph { persistedQueryList(id: ID!): PersistedQueryList }
  extend type GraphVariant { persistedQueryList: PersistedQueryList }
  extend type GraphMutation { persistedQueryList(id: ID!): PersistedQueryListMutation! }
  type PersistedQueryListMutation {
    "rover persisted-queries publish. Operations are added; a body never changes under its id."
    publishOperations(operations: [PersistedQueryInput!]): PublishOperationsResultOrError!
  }
  input PersistedQueryInput { id: ID! name: String! body: GraphQLDocument! type: OperationType! clientName: String }
  enum OperationType { QUERY MUTATION SUBSCRIPTION }
  union PublishOperationsResultOrError = PublishOperationsResult | PermissionError | CannotModifyOperationBodyError
  type CannotModifyOperationBodyError { message: String! }
  type PublishOperationsResult { build: PersistedQueryListBuild! unchanged: Boolean! }
  type PersistedQueryListBuild { revision: Int! publish: PersistedQueriesPublish! list: PersistedQueryList! }
  type PersistedQueriesPublish { operationCounts: OperationCounts! }
  type OperationCounts { added: Int! identical: Int! updated: Int! unaffected: Int! removed: Int! }
`;

interface Parent {
  readonly id: string;
}
interface OperationInput {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly type: string;
  readonly clientName?: string | null;
}

const MOST_NAMED = 5;

const viewOf = ({ id, name }: QueryList) => ({ id, name });

const resultOf = (outcome: ListOutcome) => {
  if (outcome.kind === 'BODY_CHANGED') {
    const named = outcome.ids.slice(0, MOST_NAMED).join(', ');
    const message = `The body of an operation cannot change under its id: ${named}`;
    return { __typename: 'CannotModifyOperationBodyError', message };
  }
  const { publication, unchanged } = outcome;
  const { revision, counts, list } = publication;
  const build = { revision, publish: { operationCounts: counts }, list: viewOf(list) };
  return { __typename: 'PublishOperationsResult', unchanged, build };
};

/** `rover persisted-queries publish`. */
export const persistedQueriesModule = ({ findList, publishOperations }: Options): GraphqlModule => ({
  sdl,
  resolvers: {
    Graph: {
      persistedQueryList: async ({ id }: Parent, { id: listId }: Parent) => {
        const list = await findList(id, listId);
        return list ? viewOf(list) : null;
      },
    },
    GraphVariant: {
      persistedQueryList: ({ graph, variant }: Variant) => viewOf(listOf({ graph, variant })),
    },
    GraphMutation: {
      persistedQueryList: async ({ id: graph }: Parent, { id }: Parent, { access }: RequestContext) => {
        await access.require('publish', graph);
        if (!(await findList(graph, id))) throw notFound(`list of persisted queries "${id}" in the graph "${graph}"`);
        return { graph, id };
      },
    },
    PersistedQueryListMutation: {
      publishOperations: async (
        { graph, id }: { graph: string; id: string },
        { operations }: { operations?: readonly OperationInput[] | null },
        { access }: RequestContext,
      ) => {
        const viewer = await access.require('publish', graph);
        const given = (operations ?? []).map((one) => ({ ...one, clientName: one.clientName ?? '' }));
        return resultOf(await publishOperations(viewer, graph, id, given));
      },
    },
  },
});
