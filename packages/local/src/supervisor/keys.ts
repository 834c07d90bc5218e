import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { CannotStart } from './ports.ts';
import { ensureRegistryKey, type RegistryKey } from './registry-keys.ts';
import { SERVICES } from './services.ts';

/** The development keys of this machine, made at the first start and never committed. */
export interface Keys {
  readonly internalKeyOf: (service: string) => string;
  readonly internalJwks: string;
  readonly jwtKeys: string;
  readonly stripeSecretKey: string;
  readonly stripeWebhookSecret: string;
  /** The file with the registry's key that may do everything. */
  readonly registryRootKey: string;
  /** The registry's key for the gateway. */
  readonly registryGatewayKey: RegistryKey;
}

const makePair = async (kid: string): Promise<{ privateJwk: JWK; publicJwk: JWK }> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const named = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
  };
};

/** Written beside and renamed, so that a kill in the middle leaves no half of a key behind. */
const writeSecret = async (file: string, content: unknown): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
};

const makeKeys = async (folder: string): Promise<void> => {
  const pairs = await Promise.all(SERVICES.map(async ({ name }) => ({ name, ...(await makePair(name)) })));
  for (const { name, privateJwk } of pairs) await writeSecret(join(folder, `${name}.jwk.json`), privateJwk);
  await writeSecret(join(folder, 'internal-jwks.json'), { keys: pairs.map(({ publicJwk }) => publicJwk) });
  const access = await makePair(`dev-${randomBytes(4).toString('hex')}`);
  await writeSecret(join(folder, 'jwt-keys.json'), { keys: [access.privateJwk] });
  await writeSecret(join(folder, 'payments.json'), {
    secretKey: `sk_test_${randomBytes(18).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(18).toString('hex')}`,
  });
};

/** The keys in the data folder, made where they are missing. */
export const ensureKeys = async (dataFolder: string): Promise<Keys> => {
  const folder = join(dataFolder, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, 'payments.json'))) await makeKeys(folder);
  try {
    const payments = JSON.parse(await readFile(join(folder, 'payments.json'), 'utf8')) as Record<
      'secretKey' | 'webhookSecret',
      string
    >;
    return {
      internalKeyOf: (service) => join(folder, `${service}.jwk.json`),
      internalJwks: join(folder, 'internal-jwks.json'),
      jwtKeys: join(folder, 'jwt-keys.json'),
      stripeSecretKey: payments.secretKey,
      stripeWebhookSecret: payments.webhookSecret,
      registryRootKey: (await ensureRegistryKey(dataFolder, 'root')).file,
      registryGatewayKey: await ensureRegistryKey(dataFolder, 'gateway'),
    };
  } catch (cause) {
    throw new CannotStart(
      `The keys in ${folder} cannot be read. npm run reset makes new ones (and wipes all local data).`,
      { cause },
    );
  }
};
