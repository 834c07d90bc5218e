import { scopesOf } from '@cardstock/contracts';
import { SignJWT } from 'jose';
import type { SignAccessToken } from '../application/ports.ts';
import { ALGORITHM, type SigningKeys } from './signing-keys.ts';

const LIFETIME_S = 15 * 60;

interface TokenParties {
  readonly issuer: string;
  readonly audience: string;
}

/** Signs access tokens: what the gateway believes for a quarter of an hour without asking. */
export const makeAccessTokens =
  ({ key, kid }: SigningKeys, { issuer, audience }: TokenParties): SignAccessToken =>
  async ({ userId, roles, sessionId }, at) => {
    const issuedAt = Math.floor(at.getTime() / 1000);
    const expiresAt = issuedAt + LIFETIME_S;
    const token = await new SignJWT({ roles, scopes: scopesOf(roles), sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: new Date(expiresAt * 1000) };
  };
