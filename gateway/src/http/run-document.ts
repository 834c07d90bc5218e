import type { ApolloServer, GraphQLResponse } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { AnswerShortly } from './short-way.ts';

interface RunOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly graph: () => Graph;
  readonly knownDocuments: KnownDocuments;
  readonly answerShortly: AnswerShortly;
}

interface AskedDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Runs a document of ours as if a client had sent it: with all limits, plugins and errors of the GraphQL endpoint. */
export type RunDocument = (asked: AskedDocument, context: GatewayContext) => Promise<GraphQLResponse>;

export const makeRunDocument =
  ({ apollo, graph: currentGraph, knownDocuments, answerShortly }: RunOptions): RunDocument =>
  async ({ query, variables }, context) => {
    const graph = currentGraph();
    const known = knownDocuments.find(query, graph.clientSchema);
    const request = { query, variables: { ...variables } };
    return known
      ? answerShortly({ graph, known, context, request })
      : apollo.executeOperation(request, { contextValue: context });
  };
