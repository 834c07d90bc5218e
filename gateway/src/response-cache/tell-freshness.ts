import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import type { Policy } from './policy.ts';

const cacheControl = ({ scope, maxAge }: Policy, context: GatewayContext, clientSeconds: number): string =>
  // What is public for those who may see it is not for a proxy: another viewer may see less.
  scope === 'PUBLIC' && context.viewer.kind === 'anonymous'
    ? `public, max-age=${Math.min(maxAge, clientSeconds)}`
    : 'private, max-age=0';

/** Tells clients of an answer that may be stored how old it is (`age`, `cache-status`), and how long they may keep it themselves. */
export const tellFreshness = (clientSeconds: number): ApolloServerPlugin<GatewayContext> => ({
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, response: { http, body } }) => {
      const told = contextValue.freshness?.told;
      if (!told || body.kind !== 'single' || body.singleResult.errors?.length) return;
      // Public or private comes first: Apollo Server would take the other order for a header of its own, and replace it.
      http.headers.set('cache-control', cacheControl(told, contextValue, clientSeconds));
      const { age, maxAge } = told;
      http.headers.set(
        'cache-status',
        age === undefined ? 'cardstock; fwd=miss' : `cardstock; hit; ttl=${maxAge - age}`,
      );
      if (age !== undefined) http.headers.set('age', String(age));
    },
  }),
});
