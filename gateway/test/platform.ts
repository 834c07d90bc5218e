import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parseConfig } from '@cardstock/service/core';
import { type Answer, askGateway, type Question, testKeys, testTools } from '@cardstock/testing';
import { parse } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { WebSocket } from 'ws';
import type { Policies } from '../src/authorization/policies.ts';
import { gatewayConfig } from '../src/config.ts';
import { startGateway } from '../src/gateway.ts';
import { smallFederation } from './federation.ts';
import { OrderLog } from './order-log.ts';
import { SmallSubgraph, type SubgraphDefinition } from './small-subgraph.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

const ISSUER = 'auth-of-a-test';
const AUDIENCE = 'clients-of-a-test';

interface TokenClaims {
  readonly sub?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expiresIn?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  /** As other issuers write them: names with spaces between. */
  readonly scope?: string;
}

export const startJwks = async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const stranger = await generateKeyPair('EdDSA', { extractable: true });
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA' }] });
  const server: Server = createServer((_request, response) => response.end(jwks));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sign = (key: typeof privateKey, claims: TokenClaims): Promise<string> =>
    new SignJWT({
      roles: claims.roles ?? ['CUSTOMER'],
      scopes: claims.scopes ?? [],
      sid: 'session-1',
      scope: claims.scope,
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
      .setSubject(claims.sub ?? 'ada')
      .setIssuer(claims.issuer ?? ISSUER)
      .setAudience(claims.audience ?? AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(claims.expiresIn ?? '5m')
      .sign(key);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  return {
    url,
    /** What a gateway needs to know to take these tokens. */
    environment: { JWKS_URL: url, JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE },
    token: (claims: TokenClaims = {}) => sign(privateKey, claims),
    foreignToken: () => sign(stranger.privateKey, {}),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const compose = (subgraphs: readonly SmallSubgraph[]): string => {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`the test federation does not compose: ${errors?.join()}`);
  return supergraphSdl;
};

export interface TestGateway {
  readonly url: string;
  /** The value of a metric; its labels as Prometheus writes them. */
  metric(name: string, labels?: string): Promise<number | undefined>;
  /** Shuts the gateway down as a signal does. */
  stop(): Promise<void>;
  ask<Data = Record<string, unknown>>(question: Question, accessToken?: string): Promise<Answer<Data>>;
  /** A subscriber's connection; closed with the gateway. */
  client(connectionParams?: Record<string, unknown>): Client;
  close(): Promise<void>;
}

export interface TestPlatform extends TestGateway {
  readonly log: OrderLog;
  readonly subgraphs: Readonly<Record<'order' | 'catalog' | 'inventory' | 'fulfillment', SmallSubgraph>>;
  readonly jwks: Awaited<ReturnType<typeof startJwks>>;
  /** Where the first gateway reads its supergraph. */
  readonly supergraphFile: string;
  /** Starts one more subgraph, which no supergraph names yet; one of the same name as another is a replica of it. */
  startSubgraph(definition: SubgraphDefinition): Promise<SmallSubgraph>;
  /** A second gateway over the same subgraphs, with another environment. */
  another(environment?: Record<string, string>): Promise<TestGateway>;
}

const startSubgraphs = async (log: OrderLog, keys: Awaited<ReturnType<typeof testKeys>>): Promise<SmallSubgraph[]> => {
  const subgraphs = await Promise.all(
    smallFederation(log).map(async (definition) => new SmallSubgraph(definition, await keys.tokensOf(definition.name))),
  );
  await Promise.all(subgraphs.map((subgraph) => subgraph.start()));
  return subgraphs;
};

export const startTestGateway = async (
  environment: Record<string, string>,
  policies?: Policies,
): Promise<TestGateway> => {
  const gateway = await startGateway(parseConfig(gatewayConfig, environment), testTools('gateway'), { policies });
  const url = `http://127.0.0.1:${gateway.port}/graphql`;
  const clients: Client[] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= gateway.stop();
    return stopped;
  };
  return {
    url,
    metric: async (name, labels = '') => {
      const lines = (await (await fetch(new URL('/metrics', url))).text()).split('\n');
      const line = lines.find((text) => text.startsWith(`${name}{`) && text.includes(labels));
      return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
    },
    stop,
    ask: (question, accessToken) => askGateway(url, question, accessToken),
    client: (connectionParams = {}) => {
      const client = createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams,
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.all(clients.splice(0).map(async (client) => client.dispose()));
      await stop();
    },
  };
};

/** A gateway over the small federation, with keys, subgraphs and sockets of its own. */
export const startPlatform = async (environment: Record<string, string> = {}): Promise<TestPlatform> => {
  const [keys, jwks, folder] = [
    await testKeys(),
    await startJwks(),
    await mkdtemp(join(tmpdir(), 'cardstock-gateway-')),
  ];
  const log = new OrderLog();
  const subgraphs = await startSubgraphs(log, keys);
  const SUPERGRAPH_FILE = join(folder, 'supergraph.graphql');
  await writeFile(SUPERGRAPH_FILE, compose(subgraphs));
  const base = { ...keys.environmentOf('gateway'), ...jwks.environment, NODE_ENV: 'test', PORT: '0', SUPERGRAPH_FILE };
  const others: TestGateway[] = [];
  const first = await startTestGateway({ ...base, ...environment });
  return {
    ...first,
    log,
    jwks,
    supergraphFile: SUPERGRAPH_FILE,
    subgraphs: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraph])) as TestPlatform['subgraphs'],
    startSubgraph: async (definition) => {
      const subgraph = new SmallSubgraph(definition, await keys.tokensOf(definition.name));
      await subgraph.start();
      subgraphs.push(subgraph);
      return subgraph;
    },
    another: async (more = {}) => {
      const other = await startTestGateway({ ...base, ...more });
      others.push(other);
      return other;
    },
    close: async () => {
      await Promise.all([first, ...others].map((gateway) => gateway.close()));
      await Promise.all([...subgraphs.map((subgraph) => subgraph.kill()), jwks.close(), keys.remove()]);
      await rm(folder, { recursive: true });
    },
  };
};
