import { type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Rights, rightsOf } from '../authorization/rights.ts';

/** One version of the supergraph, with what planning and executing need; never changed, only replaced. */
export interface Graph {
  readonly supergraph: Supergraph;
  readonly planner: QueryPlanner;
  /** What viewers must have to see each part of it. */
  readonly rights: Rights;
  /** What clients see. */
  readonly apiSchema: Schema;
  readonly clientSchema: GraphQLSchema;
  /** The same with what is hidden from clients: keys and inaccessible fields. */
  readonly supergraphSchema: GraphQLSchema;
}

interface LoadedSchema {
  readonly apiSchema: GraphQLSchema;
  readonly coreSupergraphSdl: string;
}

/** Builds a graph from what `ApolloGateway.onSchemaLoadOrUpdate` reports. */
export const buildGraph = ({ apiSchema: clientSchema, coreSupergraphSdl }: LoadedSchema): Graph => {
  const supergraph = Supergraph.build(coreSupergraphSdl, { validateSupergraph: false });
  return {
    supergraph,
    planner: new QueryPlanner(supergraph),
    rights: rightsOf(supergraph.schema),
    apiSchema: supergraph.apiSchema(),
    clientSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
  };
};
