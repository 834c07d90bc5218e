import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLArgument, type GraphQLObjectType, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { type BuildSchemaOptions, buildSchema, createResolversMap } from 'type-graphql';
import { CACHE_CONTROL_DEFINITIONS } from '../cache/hints.ts';
import { printTypes } from './sdl.ts';

const FEDERATION_LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@tag", "@inaccessible", "@authenticated", "@requiresScopes", "@policy", "@listSize"]
)`;

type ResolverClass = abstract new (...args: never[]) => object;

/** Resolves one reference to an entity; called once per reference, so it must go through a dataloader. */
// biome-ignore lint/suspicious/noExplicitAny: each reference has its own shape and context
export type ReferenceResolver = (reference: any, context: any) => unknown;

interface SchemaParts {
  readonly resolvers: readonly ResolverClass[];
  /** Types that no resolver returns by name, such as the members of an interface. */
  readonly orphanedTypes?: readonly ResolverClass[];
  /** One instance of each resolver class; none are needed to print the SDL. */
  readonly instances?: ReadonlyMap<unknown, object>;
  readonly references?: Readonly<Record<string, ReferenceResolver>>;
}

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

const noInstances = {
  get: (resolver: { name?: string }) => {
    throw new Error(`No instance of ${resolver.name ?? 'a resolver'} was given to this schema`);
  },
};

// type-graphql asks for one as soon as there is a subscription; ours bring their own `subscribe`, so it is never used.
const noPubSub = {
  publish: (): never => {
    throw new Error('a subscription needs its own subscribe function');
  },
  subscribe: (): never => {
    throw new Error('a subscription needs its own subscribe function');
  },
};

const withReferences = (
  resolvers: Record<string, unknown>,
  references: Readonly<Record<string, ReferenceResolver>>,
): Record<string, unknown> => ({
  ...resolvers,
  ...Object.fromEntries(
    Object.entries(references).map(([name, __resolveReference]) => [
      name,
      { ...(resolvers[name] ?? {}), __resolveReference },
    ]),
  ),
});

/** type-graphql has no place for these; every subgraph says the same, so that they merge without a hint. */
const describeRoots = (schema: GraphQLSchema): void => {
  const describe = (type: GraphQLObjectType | null | undefined, description: string): void => {
    if (type) type.description = description;
  };
  describe(schema.getQueryType(), 'What can be asked.');
  describe(
    schema.getMutationType(),
    'What can be done. Expected refusals are answers: members of the result that implement DomainError.',
  );
  describe(schema.getSubscriptionType(), 'What can be followed live, over WebSocket.');
};

/** Parameter decorators run from the last to the first, and type-graphql keeps that order: clients read it the other way round. */
const restoreArgumentOrder = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) (field.args as GraphQLArgument[]).reverse();
  }
};

/** Turns decorated classes into a federated subgraph schema and its SDL. */
export const makeSubgraphSchema = async ({
  resolvers,
  orphanedTypes = [],
  instances,
  references = {},
}: SchemaParts): Promise<SubgraphSchema> => {
  const schema = await buildSchema({
    resolvers: resolvers as unknown as BuildSchemaOptions['resolvers'],
    orphanedTypes: orphanedTypes as unknown as BuildSchemaOptions['resolvers'][number][],
    container: (instances ?? noInstances) as { get(key: unknown): object },
    pubSub: noPubSub,
    validate: { forbidUnknownValues: false },
    skipCheck: true,
  });
  describeRoots(schema);
  restoreArgumentOrder(schema);
  const types = printTypes(schema);
  const definitions = types.includes('@cacheControl') ? CACHE_CONTROL_DEFINITIONS : '';
  const sdl = `${FEDERATION_LINK}\n${definitions}\n${types}\n`;
  const federated = buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: withReferences(createResolversMap(schema), references) as never },
  ]);
  return { schema: federated, sdl };
};
