import { createHash } from 'node:crypto';
import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { inKeyedField } from './keyed-field.ts';
import type { KeyedRequest } from './keyed-request.ts';

/** A property, not a map by context: the server runs operations with copies of their contexts. */
const REQUEST = Symbol('keyed request');

/** Ties the key of a request to the context of its operation. */
export const rememberKey = <Context extends object>(context: Context, request: KeyedRequest | undefined): Context =>
  request ? Object.assign(context, { [REQUEST]: request }) : context;

const LONGEST_PLACE = 100;

/** A client chooses the name in the answer; a very long one would not fit into an index. */
const placeOf = (name: string | number): string => {
  const place = String(name);
  return place.length > LONGEST_PLACE ? createHash('sha256').update(place).digest('hex') : place;
};

type Resolve = GraphQLFieldResolver<unknown, { readonly [REQUEST]?: KeyedRequest }>;

const withKey =
  (resolve: Resolve): Resolve =>
  (source, args, context, info) => {
    const request = context[REQUEST];
    if (!request) return resolve(source, args, context, info);
    return inKeyedField(request, placeOf(info.path.key), () => resolve(source, args, context, info));
  };

/** Lets the mutations of a schema know the key that came with their request; nothing else of it does. */
export const keyMutations = (schema: GraphQLSchema): void => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    field.resolve = withKey(field.resolve ?? defaultFieldResolver);
  }
};
