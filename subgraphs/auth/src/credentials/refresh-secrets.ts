import { createHash, randomBytes } from 'node:crypto';
import type { RefreshSecrets } from '../application/ports.ts';

const BYTES = 32;

/** 256 random bits need no slow hash: SHA-256 is enough to make a stolen table useless. */
export const refreshSecrets: RefreshSecrets = {
  make: () => randomBytes(BYTES).toString('base64url'),
  hashOf: (secret) => createHash('sha256').update(secret).digest('base64url'),
};
