import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { readEntityKeys } from './entity-keys.ts';
import { CACHE_TAGS_EXTENSION, CACHE_TAGS_HEADER } from './header.ts';
import { ShownEntities } from './shown-entities.ts';

/** Tells the gateway, where it asks, which entities an answer shows that may be stored. */
export const tellCacheTags = (schema: GraphQLSchema): ApolloServerPlugin<BaseContext> => {
  const keys = readEntityKeys(schema);
  return {
    requestDidStart: async ({ request }) => {
      if (request.http?.headers.get(CACHE_TAGS_HEADER) === undefined) return undefined;
      const shown = new ShownEntities(keys);
      return {
        executionDidStart: async () => ({ willResolveField: (resolving) => shown.sees(resolving) }),
        willSendResponse: async ({ response: { body }, overallCachePolicy }) => {
          // Before Apollo Server writes the header, which it does after all plugins but its own.
          if (!shown.areAllHinted) overallCachePolicy.restrict({ maxAge: 0 });
          if (body.kind !== 'single' || !overallCachePolicy.policyIfCacheable()) return;
          const { singleResult } = body;
          singleResult.extensions = { ...singleResult.extensions, [CACHE_TAGS_EXTENSION]: shown.tags };
        },
      };
    },
  };
};
