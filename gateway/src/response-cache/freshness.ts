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
