import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { testKeys } from '@cardstock/testing';
import { parse } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Child, startChild } from './child.ts';

/** Subgraphs and keys, which gateways can be started over. */
export interface Federation {
  /** Subscriptions of a user are the user's own; identical ones share. */
  tokenOf(user: string): Promise<string>;
  startGateway(): Promise<{ readonly process: Child; readonly port: number }>;
  publish(skus: readonly string[]): Promise<void>;
  /** Forgets all prices so far. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const PLENTY = '1000000';

/** What keeps strangers from opening so much must not keep the benchmark from it. */
const UNLIMITED = {
  MAX_CONNECTIONS_PER_ADDRESS: PLENTY,
  MAX_CONNECTIONS_PER_USER: PLENTY,
  RATE_LIMIT_REQUESTS: PLENTY,
  RATE_LIMIT_ANONYMOUS: PLENTY,
  RATE_LIMIT_USER: PLENTY,
};

const startKeys = async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA' }] });
  const server = createServer((_request, response) => response.end(jwks));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    tokenOf: (user: string) =>
      new SignJWT({ roles: ['CUSTOMER'], scopes: [] })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
        .setSubject(user)
        .setIssuer('cardstock')
        .setAudience('cardstock')
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () => server.close(),
  };
};

const supergraphOf = (subgraphs: readonly { name: string; sdl: string; url: string }[]): string => {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`the federation of the benchmark does not compose: ${errors?.join()}`);
  return supergraphSdl;
};

export const startFederation = async (): Promise<Federation> => {
  const [folder, keys, users] = await Promise.all([
    mkdtemp(join(tmpdir(), 'cardstock-bench-')),
    testKeys(),
    startKeys(),
  ]);
  const subgraphs = startChild('./subgraphs.main.ts');
  const started = await subgraphs.call<{ name: string; sdl: string; url: string }[]>(
    'start',
    Object.fromEntries(['order', 'catalog', 'inventory'].map((name) => [name, keys.environmentOf(name)])),
  );
  const SUPERGRAPH_FILE = join(folder, 'supergraph.graphql');
  await writeFile(SUPERGRAPH_FILE, supergraphOf(started));
  const environment = {
    ...keys.environmentOf('gateway'),
    ...UNLIMITED,
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', SUPERGRAPH_FILE, JWKS_URL: users.url },
  };
  return {
    tokenOf: users.tokenOf,
    startGateway: async () => {
      const process = startChild('./gateway.main.ts');
      return { process, port: await process.call<number>('start', environment) };
    },
    publish: (skus) => subgraphs.call('publish', skus),
    clear: () => subgraphs.call('clear'),
    stop: async () => {
      await subgraphs.stop();
      users.close();
      await Promise.all([keys.remove(), rm(folder, { recursive: true })]);
    },
  };
};
