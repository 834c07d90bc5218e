import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMAINS } from '@cardstock/contracts';
import { type InternalTokens, makeInternalTokens } from '@cardstock/service/core';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export interface TestKeys {
  /** The variables that name a service's keys. */
  environmentOf(service: string): { INTERNAL_KEY_FILE: string; INTERNAL_JWKS_FILE: string };
  /** The tokens as that service would sign them; `gateway` may speak for any viewer. */
  tokensOf(service: string): Promise<InternalTokens>;
  remove(): Promise<void>;
}

const makePair = async (name: string): Promise<{ name: string; privateJwk: JWK; publicJwk: JWK }> => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    name,
    privateJwk: await exportJWK(privateKey),
    publicJwk: { ...(await exportJWK(publicKey)), kid: name, alg: 'EdDSA' },
  };
};

/** Key pairs of the gateway and of every subgraph, in files of a temporary folder. */
export const testKeys = async (): Promise<TestKeys> => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-keys-'));
  const pairs = await Promise.all(['gateway', ...DOMAINS].map(makePair));
  const jwks = { keys: pairs.map(({ publicJwk }) => publicJwk) };
  const fileOf = (name: string): string => join(folder, `${name}.jwk.json`);
  await Promise.all(
    pairs.map(({ name, privateJwk }) => writeFile(fileOf(name), JSON.stringify(privateJwk), { mode: 0o600 })),
  );
  await writeFile(join(folder, 'jwks.json'), JSON.stringify(jwks));
  return {
    environmentOf: (service) => ({ INTERNAL_KEY_FILE: fileOf(service), INTERNAL_JWKS_FILE: join(folder, 'jwks.json') }),
    tokensOf: async (service) => {
      const pair = pairs.find(({ name }) => name === service);
      if (!pair) throw new Error(`there is no service named ${service}`);
      return makeInternalTokens({ name: service, privateJwk: pair.privateJwk, jwks });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
