import { createHash } from 'node:crypto';
import { setImmediate as others } from 'node:timers/promises';
import {
  AuthenticatedSpecDefinition,
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  PolicySpecDefinition,
  RequiresScopesSpecDefinition,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { assertValidSchema, type GraphQLSchema } from 'graphql';
import { type Rights, rightsOf } from '../authorization/rights.ts';

/** One version of the supergraph, with what planning and executing need; never changed, only replaced. */
export interface Graph {
  /** Names the version: the start of the SHA-256 of its SDL. */
  readonly version: string;
  readonly sdl: string;
  /** Its subgraphs, with the routing URLs that were composed in. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
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

const VERSION_LENGTH = 12;

export const versionOf = (sdl: string): string =>
  createHash('sha256').update(sdl).digest('hex').slice(0, VERSION_LENGTH);

/** What a supergraph may demand `for: SECURITY`: what is enforced here. Any other, or another version, is refused. */
const SUPPORTED = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  ...[AuthenticatedSpecDefinition, RequiresScopesSpecDefinition, PolicySpecDefinition].map(
    ({ identity }) => `${identity}/v0.1`,
  ),
]);

/** Builds a graph from a supergraph's SDL, in steps between which requests get their turn. Throws where it is not a valid one. */
export const loadGraph = async (sdl: string): Promise<Graph> => {
  const supergraph = Supergraph.build(sdl, { supportedFeatures: SUPPORTED, validateSupergraph: true });
  await others();
  const planner = new QueryPlanner(supergraph);
  await others();
  const apiSchema = supergraph.apiSchema();
  const clientSchema = apiSchema.toGraphQLJSSchema();
  assertValidSchema(clientSchema);
  await others();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const rights = rightsOf(supergraph.schema);
  const subgraphs = supergraph.subgraphsMetadata();
  const schemas = { apiSchema, clientSchema, supergraphSchema };
  return { version: versionOf(sdl), sdl, subgraphs, supergraph, planner, rights, ...schemas };
};
