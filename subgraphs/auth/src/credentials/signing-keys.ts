import { readFile } from 'node:fs/promises';
import { type CryptoKey, importJWK, type JSONWebKeySet } from 'jose';
import { z } from 'zod';

const privateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  x: z.string().min(1),
  d: z.string().min(1),
});
const keySet = z.object({ keys: z.array(privateKey).min(1) });
type PrivateKey = z.infer<typeof privateKey>;

export const ALGORITHM = 'EdDSA';

export interface SigningKeys {
  readonly kid: string;
  readonly key: CryptoKey;
  /** What the world may know: the public halves of all keys. */
  readonly jwks: JSONWebKeySet;
}

const parse = (text: string, file: string): PrivateKey[] => {
  try {
    return keySet.parse(JSON.parse(text)).keys;
  } catch (cause) {
    throw new Error(`JWT_KEYS_FILE (${file}) is not a set of private Ed25519 JWKs, each with a kid`, { cause });
  }
};

const publicHalf = ({ kty, crv, kid, x }: PrivateKey) => ({ kty, crv, kid, x, alg: ALGORITHM, use: 'sig' });

/** Reads the keys that sign access tokens: the first signs, all are published, so that keys can be rotated. */
export const loadSigningKeys = async (file: string): Promise<SigningKeys> => {
  const keys = parse(await readFile(file, 'utf8'), file);
  const [first] = keys;
  if (!first) throw new Error(`JWT_KEYS_FILE (${file}) holds no key`);
  const key = await importJWK(first, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error(`JWT_KEYS_FILE (${file}) holds a secret instead of a key pair`);
  return { kid: first.kid, key, jwks: { keys: keys.map(publicHalf) } };
};
