import { type CompositionSuccess, composeServices } from '@apollo/composition';
import {
  AuthenticatedSpecDefinition,
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  PolicySpecDefinition,
  RequiresScopesSpecDefinition,
  type ServiceDefinition,
  Supergraph,
} from '@apollo/federation-internals';
import { assertValidSchema, GraphQLError, parse, printSchema, type SourceLocation } from 'graphql';

export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** Why subgraphs make no supergraph: one of Apollo's codes, and the places in the subgraphs' own text. */
export interface BuildError {
  readonly message: string;
  readonly code: string;
  readonly locations: readonly SourceLocation[];
}

/** Something that composes, but perhaps not as its author thinks. */
export interface BuildHint {
  readonly message: string;
  readonly code: string;
}

export interface Composed {
  readonly ok: true;
  /** For the gateway. */
  readonly supergraphSdl: string;
  /** For clients. */
  readonly apiSdl: string;
  readonly hints: readonly BuildHint[];
}

export interface NotComposed {
  readonly ok: false;
  readonly errors: readonly BuildError[];
}

export type Composition = Composed | NotComposed;

type CompositionHint = CompositionSuccess['hints'][number];

/** More words than any schema has; a text that has more is no schema. */
const MAX_TOKENS = 500_000;

/** What the gateway enforces: a supergraph that demands anything else `for: SECURITY` would be refused by it. */
const SUPPORTED = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  ...[AuthenticatedSpecDefinition, RequiresScopesSpecDefinition, PolicySpecDefinition].map(
    ({ identity }) => `${identity}/v0.1`,
  ),
]);

const buildError = (err: GraphQLError): BuildError => ({
  message: err.message,
  code: String(err.extensions['code'] ?? 'UNKNOWN'),
  // A text without an end has an error at its end, where no line is: Rover wants numbers from 1.
  locations: (err.locations ?? []).filter(({ line, column }) => line > 0 && column > 0),
});

const failed = (...errors: readonly BuildError[]): NotComposed => ({ ok: false, errors });

const parsed = ({ name, url, sdl }: SubgraphSdl): ServiceDefinition | BuildError => {
  try {
    return { name, url, typeDefs: parse(sdl, { maxTokens: MAX_TOKENS }) };
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    return { ...buildError(err), message: `[${name}] ${err.message}`, code: 'INVALID_GRAPHQL' };
  }
};

const isError = (result: ServiceDefinition | BuildError): result is BuildError => 'message' in result;
const hintOf = ({ message, definition }: CompositionHint): BuildHint => ({ message, code: definition.code });

/** Loads a supergraph as the gateway does, so that none is served that it cannot load. Throws where it cannot. */
export const apiSdlOf = (supergraphSdl: string): string => {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: SUPPORTED, validateSupergraph: true });
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
  assertValidSchema(schema);
  return printSchema(schema);
};

const loaded = (supergraphSdl: string, hints: readonly CompositionHint[]): Composition => {
  try {
    return { ok: true, supergraphSdl, apiSdl: apiSdlOf(supergraphSdl), hints: hints.map(hintOf) };
  } catch (err) {
    const reason = err instanceof Error ? err.message : String(err);
    return failed({ message: `The gateway cannot load it: ${reason}`, code: 'UNLOADABLE_SUPERGRAPH', locations: [] });
  }
};

/**
 * Makes one graph of subgraphs. What does not compose, does not parse, or could not be loaded by the gateway is an
 * answer. Takes some hundred milliseconds of computing for a graph of some hundred types.
 */
export const compose = (subgraphs: readonly SubgraphSdl[]): Composition => {
  if (subgraphs.length === 0)
    return failed({ message: 'There is no subgraph to compose.', code: 'NO_SUBGRAPHS', locations: [] });
  const results = subgraphs.map(parsed);
  const broken = results.filter(isError);
  if (broken.length > 0) return failed(...broken);
  const { errors, supergraphSdl, hints } = composeServices(results as ServiceDefinition[]);
  return errors ? failed(...errors.map(buildError)) : loaded(supergraphSdl, hints);
};
