import type { Authenticated } from './authenticated.ts';

const VERIFIED_FOR_MS = 30_000;
const MOST_REMEMBERED = 5_000;

type Verify = (token: string) => Promise<Authenticated>;

/** Remembers for half a minute, and never longer than they live, which tokens were verified: a session sends its own again and again. */
export const rememberVerified = (verify: Verify): Verify => {
  const verified = new Map<string, { readonly who: Authenticated; readonly until: number }>();
  return async (token) => {
    const known = verified.get(token);
    if (known && known.until > Date.now()) return known.who;
    const who = await verify(token);
    if (verified.size >= MOST_REMEMBERED) verified.delete(verified.keys().next().value ?? '');
    verified.delete(token);
    verified.set(token, { who, until: Math.min(who.expiresAt ?? 0, Date.now() + VERIFIED_FOR_MS) });
    return who;
  };
};
