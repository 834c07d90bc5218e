import { role, scope } from '@cardstock/contracts';
import { ANONYMOUS, type Logger, type Viewer } from '@cardstock/service/core';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { authUnavailable, unauthenticated } from '../errors/refusals.ts';

interface ClientAuthOptions {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly log: Logger;
}

/** The viewer that a client's `Authorization` value names. Throws a GraphQLError: UNAUTHENTICATED or SUBGRAPH_UNAVAILABLE. */
export type ClientAuth = (authorization: string | undefined) => Promise<Viewer>;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const LONGEST_TOKEN = 8_192;

// A role or scope that this version does not know grants nothing, so that auth can be deployed first.
const known = <Value>(item: z.ZodType<Value>) =>
  z.array(z.unknown()).transform((list) =>
    list.flatMap((value) => {
      const parsed = item.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    }),
  );
const claims = z.object({
  sub: z.string().min(1),
  roles: known(role).default([]),
  scopes: known(scope).default([]),
  sid: z.string().optional(),
});

const toViewer = (payload: JWTPayload): Viewer => {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw unauthenticated('The access token does not name a user.');
  const { sub, roles, scopes, sid } = parsed.data;
  return { kind: 'user', id: sub, roles, scopes, ...(sid ? { sessionId: sid } : {}) };
};

/** The token itself is at fault; every other failure of `jwtVerify` means that the keys could not be had. */
const TOKEN_FAULTS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

const refusalFor = (err: unknown, log: Logger): Error => {
  if (err instanceof errors.JWTExpired) return unauthenticated('The access token has expired. Refresh the session.');
  if (TOKEN_FAULTS.some((fault) => err instanceof fault)) return unauthenticated('The access token is not valid.');
  log.warn({ err }, 'the keys of the auth subgraph cannot be fetched');
  return authUnavailable();
};

const remoteKeys = (jwksUrl: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3_000, cooldownDuration: 5_000, cacheMaxAge: 600_000 });

const VERIFIED_FOR_MS = 30_000;
const MOST_REMEMBERED = 5_000;

/** Remembers for half a minute, and never longer than they live, which tokens were verified: a session sends its own again and again. */
const rememberVerified = (verify: (token: string) => Promise<JWTPayload>): ((token: string) => Promise<Viewer>) => {
  const verified = new Map<string, { readonly viewer: Viewer; readonly until: number }>();
  return async (token) => {
    const known = verified.get(token);
    if (known && known.until > Date.now()) return known.viewer;
    const payload = await verify(token);
    const viewer = toViewer(payload);
    if (verified.size >= MOST_REMEMBERED) verified.delete(verified.keys().next().value ?? '');
    verified.delete(token);
    verified.set(token, { viewer, until: Math.min((payload.exp ?? 0) * 1000, Date.now() + VERIFIED_FOR_MS) });
    return viewer;
  };
};

/** Verifies client tokens (EdDSA) against the keys that the auth subgraph publishes; no token is an anonymous viewer. */
export const makeClientAuth = ({ jwksUrl, issuer, audience, log }: ClientAuthOptions): ClientAuth => {
  const keys = remoteKeys(jwksUrl);
  const rules = { issuer, audience, algorithms: ['EdDSA'], requiredClaims: ['exp', 'sub'] };
  const viewerOf = rememberVerified((token) =>
    jwtVerify(token, keys, rules).then(
      ({ payload }) => payload,
      (err: unknown) => {
        throw refusalFor(err, log);
      },
    ),
  );
  return async (authorization) => {
    if (!authorization?.trim()) return ANONYMOUS;
    const token = authorization.length <= LONGEST_TOKEN ? BEARER.exec(authorization.trim())?.[1] : undefined;
    if (!token) throw unauthenticated('Send the access token as "Authorization: Bearer <token>".');
    return viewerOf(token);
  };
};
