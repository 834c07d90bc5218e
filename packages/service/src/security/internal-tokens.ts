import { role, scope } from '@cardstock/contracts';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Viewer } from './viewer.ts';

/** The header (and WebSocket extension field) that carries an internal token. */
export const INTERNAL_HEADER = 'x-cardstock-internal';
const AUDIENCE = 'cardstock-internal';
const ALGORITHM = 'EdDSA';
const LIFETIME_S = 60;
const REUSE_MS = 30_000;
const REMEMBERED = 2_000;

const viewerClaim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('user'),
    id: z.string(),
    roles: z.array(role),
    scopes: z.array(scope),
    sessionId: z.string().optional(),
  }),
  z.object({ kind: z.literal('service'), name: z.string() }),
]);

/** The request did not come from the gateway or from one of our services. */
export class UntrustedCaller extends Error {
  override readonly name = 'UntrustedCaller';
}

export interface InternalTokens {
  /** A token, valid for a minute, that names the viewer and this service as its sender. */
  sign(viewer: Viewer): Promise<string>;
  /** The viewer that a trusted caller speaks for. Throws UntrustedCaller. */
  verify(token: string): Promise<Viewer>;
}

interface TokenOptions {
  readonly name: string;
  readonly privateJwk: JWK;
  /** Public keys of all services; the key id is the service's name. */
  readonly jwks: JSONWebKeySet;
  readonly now?: () => number;
}

interface Remembered<Value> {
  readonly value: Value;
  readonly until: number;
}

/** Only the gateway speaks for users; a service speaks for itself. */
const mayClaim = (issuer: string | undefined, viewer: Viewer): boolean =>
  viewer.kind === 'service' ? viewer.name === issuer : issuer === 'gateway';

const viewerOf = (payload: JWTPayload, keyId: string | undefined): Viewer => {
  const parsed = viewerClaim.safeParse(payload['viewer']);
  if (!parsed.success || payload.iss !== keyId) throw new UntrustedCaller('the internal token names no viewer');
  const viewer = parsed.data as Viewer;
  if (!mayClaim(payload.iss, viewer)) throw new UntrustedCaller(`${payload.iss} may not speak for this viewer`);
  return viewer;
};

const remember = <Value>(cache: Map<string, Remembered<Value>>, key: string, entry: Remembered<Value>): void => {
  if (cache.size >= REMEMBERED) cache.delete(cache.keys().next().value ?? '');
  cache.set(key, entry);
};

/** Signs and verifies the tokens that processes of the platform show each other (EdDSA, one key pair per service). */
export const makeInternalTokens = async ({
  name,
  privateJwk,
  jwks,
  now = Date.now,
}: TokenOptions): Promise<InternalTokens> => {
  const key = await importJWK(privateJwk, ALGORITHM);
  const keySet = createLocalJWKSet(jwks);
  const signed = new Map<string, Remembered<string>>();
  const verified = new Map<string, Remembered<Viewer>>();
  return {
    sign: async (viewer) => {
      const cacheKey = JSON.stringify(viewer);
      const known = signed.get(cacheKey);
      if (known && known.until > now()) return known.value;
      const issuedAt = Math.floor(now() / 1000);
      // Of the viewer only what is in the contract.
      const value = await new SignJWT({ viewer: viewerClaim.parse(viewer) })
        .setProtectedHeader({ alg: ALGORITHM, kid: name })
        .setIssuer(name)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_S)
        .sign(key);
      remember(signed, cacheKey, { value, until: now() + REUSE_MS });
      return value;
    },
    verify: async (token) => {
      const known = verified.get(token);
      if (known && known.until > now()) return known.value;
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keySet, {
          audience: AUDIENCE,
          algorithms: [ALGORITHM],
          currentDate: new Date(now()),
        });
        const value = viewerOf(payload, protectedHeader.kid);
        remember(verified, token, { value, until: (payload.exp ?? 0) * 1000 });
        return value;
      } catch (err) {
        if (err instanceof UntrustedCaller) throw err;
        throw new UntrustedCaller('the internal token is not valid', { cause: err });
      }
    },
  };
};
