import { role, type Scope, scope } from '@cardstock/contracts';
import { ANONYMOUS, type Logger, type Viewer } from '@cardstock/service/core';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { authUnavailable, unauthenticated } from '../errors/refusals.ts';
import type { Authenticated } from './authenticated.ts';
import { rememberVerified } from './remember-verified.ts';

interface ClientAuthOptions {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly log: Logger;
}

/** The viewer that a client's `Authorization` value names. Throws a GraphQLError: UNAUTHENTICATED or SUBGRAPH_UNAVAILABLE. */
export type ClientAuth = (authorization: string | undefined) => Promise<Authenticated>;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const LONGEST_TOKEN = 8_192;
const KEYS_FRESH_MS = 600_000;
const KEYS_KEPT_MS = 86_400_000;

// A role that this version does not know grants nothing, so that auth can be deployed first.
const known = <Value>(item: z.ZodType<Value>) =>
  z.array(z.unknown()).transform((list) =>
    list.flatMap((value) => {
      const parsed = item.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    }),
  );
const texts = known(z.string());
/** The names in `scope`, as RFC 8693 writes them: other issuers know no other way. */
const spaced = z.string().transform((list) => list.split(' ').filter(Boolean));
const claims = z.object({
  sub: z.string().min(1),
  roles: known(role).default([]),
  scopes: texts.default([]),
  scope: z.union([spaced, texts]).default([]).catch([]),
  sid: z.string().optional(),
});

const isOurs = (name: string): name is Scope => scope.safeParse(name).success;

const toAuthenticated = (payload: JWTPayload): Authenticated => {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw unauthenticated('The access token does not name a user.');
  const { sub, roles, sid } = parsed.data;
  const granted = [...new Set([...parsed.data.scopes, ...parsed.data.scope])];
  const otherScopes = granted.filter((name) => !isOurs(name));
  const viewer: Viewer = {
    ...{ kind: 'user', id: sub, roles, scopes: granted.filter(isOurs) },
    ...(sid ? { sessionId: sid } : {}),
    ...(otherScopes.length > 0 ? { otherScopes } : {}),
  };
  return { viewer, ...(payload.exp === undefined ? {} : { expiresAt: payload.exp * 1_000 }) };
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

const isTokenFault = (err: unknown): boolean => TOKEN_FAULTS.some((fault) => err instanceof fault);

const refusalFor = (err: unknown, log: Logger): Error => {
  if (err instanceof errors.JWTExpired) return unauthenticated('The access token has expired. Refresh the session.');
  if (isTokenFault(err)) return unauthenticated('The access token is not valid.');
  log.warn({ err }, 'the keys of the auth subgraph cannot be fetched');
  return authUnavailable();
};

/** The last keys that auth published go on counting for a while when it is down: it costs logins, not those logged in. */
const remoteKeys = (jwksUrl: string): JWTVerifyGetKey => {
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: 3_000,
    cooldownDuration: 5_000,
    cacheMaxAge: KEYS_FRESH_MS,
  });
  let heardAt = Date.now();
  return async (header, token) => {
    try {
      const key = await remote(header, token);
      if (remote.fresh) heardAt = Date.now();
      return key;
    } catch (err) {
      const known = remote.jwks();
      if (!known || isTokenFault(err) || Date.now() - heardAt > KEYS_KEPT_MS) throw err;
      return createLocalJWKSet(known)(header, token);
    }
  };
};

/** Verifies client tokens (EdDSA) against the keys that the auth subgraph publishes; no token is an anonymous viewer. */
export const makeClientAuth = ({ jwksUrl, issuer, audience, log }: ClientAuthOptions): ClientAuth => {
  const keys = remoteKeys(jwksUrl);
  const rules = { issuer, audience, algorithms: ['EdDSA'], requiredClaims: ['exp', 'sub'] };
  const authenticate = rememberVerified((token) =>
    jwtVerify(token, keys, rules).then(
      ({ payload }) => toAuthenticated(payload),
      (err: unknown) => {
        throw refusalFor(err, log);
      },
    ),
  );
  return async (authorization) => {
    if (!authorization?.trim()) return { viewer: ANONYMOUS };
    const token = authorization.length <= LONGEST_TOKEN ? BEARER.exec(authorization.trim())?.[1] : undefined;
    if (!token) throw unauthenticated('Send the access token as "Authorization: Bearer <token>".');
    return authenticate(token);
  };
};
