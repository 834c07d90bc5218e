import type { GraphQLResolveInfo } from 'graphql';
import type { Access } from '../application/access.ts';

/** What a resolver has in its hands besides its arguments. */
export interface RequestContext {
  readonly access: Access;
  /** Where the request comes from. */
  readonly address: string;
  readonly requestId: string;
}

// biome-ignore lint/suspicious/noExplicitAny: graphql-js hands parents and arguments over untyped; each resolver names its own.
export type Resolver = (parent: any, args: any, context: RequestContext, info: GraphQLResolveInfo) => unknown;
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

/** One command's part of the API: its types, and extensions of those of others, with what resolves their fields. */
export interface GraphqlModule {
  readonly sdl: string;
  readonly resolvers: Resolvers;
}
