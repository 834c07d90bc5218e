import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { BoundedMap } from '../bounded-map.ts';
import type { GatewayContext } from '../context.ts';

/** A document that Apollo Server has parsed and found valid, with all rules of its own. */
export interface KnownDocument {
  readonly document: DocumentNode;
  readonly queryHash: string;
}

export interface KnownDocuments {
  /** Undefined where Apollo Server has not seen it under this schema, or where that is long ago. */
  find(source: string, schema: GraphQLSchema): KnownDocument | undefined;
  /** Learns from Apollo Server. */
  readonly plugin: ApolloServerPlugin<GatewayContext>;
}

const REMEMBERED = 1_000;
/** Beyond this a document is not worth the memory it would be kept in. */
const LONGEST_REMEMBERED = 16_384;

/** Remembers which documents are valid, under each schema. */
export const makeKnownDocuments = (): KnownDocuments => {
  const bySchema = new WeakMap<GraphQLSchema, BoundedMap<KnownDocument>>();
  return {
    find: (source, schema) => bySchema.get(schema)?.get(source),
    plugin: {
      requestDidStart: async () => ({
        // Called for valid documents only.
        didResolveOperation: async ({ source, schema, document, queryHash }) => {
          if (source.length > LONGEST_REMEMBERED) return;
          const known = bySchema.get(schema) ?? new BoundedMap<KnownDocument>(REMEMBERED);
          bySchema.set(schema, known);
          if (!known.get(source)) known.set(source, { document, queryHash });
        },
      }),
    },
  };
};
