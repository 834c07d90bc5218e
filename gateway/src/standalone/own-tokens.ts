import { type InternalTokens, makeInternalTokens } from '@cardstock/service/core';
import { exportJWK, generateKeyPair } from 'jose';

/** Internal tokens with a key that is made at the start and dies with the process: foreign subgraphs do not look at them. */
export const makeOwnTokens = async (): Promise<InternalTokens> => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return makeInternalTokens({ name: 'gateway', privateJwk: await exportJWK(privateKey), jwks: { keys: [] } });
};
