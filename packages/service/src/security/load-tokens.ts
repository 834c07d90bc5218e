import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet, JWK } from 'jose';
import type { BaseConfig } from '../config.ts';
import { type InternalTokens, makeInternalTokens } from './internal-tokens.ts';

/** The internal tokens of a service, with the keys that its configuration names. Throws when a key file is missing or broken. */
export const loadInternalTokens = async (
  name: string,
  { INTERNAL_KEY_FILE, INTERNAL_JWKS_FILE }: Pick<BaseConfig, 'INTERNAL_KEY_FILE' | 'INTERNAL_JWKS_FILE'>,
): Promise<InternalTokens> => {
  const [privateJwk, jwks] = await Promise.all([
    readFile(INTERNAL_KEY_FILE, 'utf8'),
    readFile(INTERNAL_JWKS_FILE, 'utf8'),
  ]);
  return makeInternalTokens({
    name,
    privateJwk: JSON.parse(privateJwk) as JWK,
    jwks: JSON.parse(jwks) as JSONWebKeySet,
  });
};
