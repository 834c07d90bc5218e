import { createHash } from 'node:crypto';
import { setImmediate as others } from 'node:timers/promises';
import { type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { assertValidSchema, type GraphQLSchema } from 'graphql';

/** One version of the supergraph, with what planning and executing need; never changed, only replaced. */
export interface Graph {
  /** Names the version: the start of the SHA-256 of its SDL. */
  readonly version: string;
  readonly sdl: string;
  /** Its subgraphs, with the routing URLs that were composed in. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly supergraph: Supergraph;
  readonly planner: QueryPlanner;
  /** What clients see. */
  readonly apiSchema: Schema;
  readonly clientSchema: GraphQLSchema;
  /** The same with what is hidden from clients: keys and inaccessible fields. */
  readonly supergraphSchema: GraphQLSchema;
}

const VERSION_LENGTH = 12;

export const versionOf = (sdl: string): string =>
  createHash('sha256').update(sdl).digest('hex').slice(0, VERSION_LENGTH);

/** Builds a graph from a supergraph's SDL, in steps between which requests get their turn. Throws where it is not a valid one. */
export const loadGraph = async (sdl: string): Promise<Graph> => {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
  await others();
  const planner = new QueryPlanner(supergraph);
  await others();
  const apiSchema = supergraph.apiSchema();
  const clientSchema = apiSchema.toGraphQLJSSchema();
  assertValidSchema(clientSchema);
  await others();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const subgraphs = supergraph.subgraphsMetadata();
  return { version: versionOf(sdl), sdl, subgraphs, supergraph, planner, apiSchema, clientSchema, supergraphSchema };
};
