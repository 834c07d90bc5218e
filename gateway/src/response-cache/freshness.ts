import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { directivesOf, type Policy } from './policy.ts';

/** What a client says of stored answers: none that was stored before (`no-cache`), and none to be stored (`no-store`). */
export type ClientWish = 'fresh' | 'unstored';

/** Reads the `cache-control` header of a request. */
export const clientWishIn = (header: string | undefined): ClientWish | undefined => {
  if (header === undefined) return undefined;
  const directives = directivesOf(header);
  if (directives.has('no-store')) return 'unstored';
  return directives.has('no-cache') || directives.get('max-age') === '0' ? 'fresh' : undefined;
};

/** What is told of an answer: how long it holds in all, and for how long it has been stored; `undefined` if it was made just now. */
export interface Freshness extends Policy {
  readonly age: number | undefined;
}

/** For what happens on the way of one request. */
export interface FreshnessNote {
  told?: Freshness;
}

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
