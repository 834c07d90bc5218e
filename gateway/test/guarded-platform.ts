import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Role, scopesOf } from '@cardstock/contracts';
import { testKeys } from '@cardstock/testing';
import type { Policies } from '../src/authorization/policies.ts';
import { guardedFederation } from './guarded-federation.ts';
import { compose, startJwks, startTestGateway, type TestGateway } from './platform.ts';
import { SmallSubgraph } from './small-subgraph.ts';

/** Who asks: nobody, or somebody with one role. */
export type Who = 'anonymous' | Role;

export interface GuardedPlatform {
  readonly gateway: TestGateway;
  readonly subgraphs: readonly SmallSubgraph[];
  readonly jwks: Awaited<ReturnType<typeof startJwks>>;
  tokenOf(who: Who): Promise<string | undefined>;
  /** A second gateway over the same subgraphs, with another environment. */
  another(environment: Record<string, string>): Promise<TestGateway>;
  close(): Promise<void>;
}

const policies: Policies = {
  insider: async (viewer) => viewer.kind === 'user' && viewer.roles.includes('ADMIN'),
  broken: () => {
    throw new Error('the policy cannot say');
  },
};

/** A gateway over the guarded federation, whose subgraphs check nothing: what gets through shows. */
export const startGuardedPlatform = async (): Promise<GuardedPlatform> => {
  const [keys, jwks, folder] = [
    await testKeys(),
    await startJwks(),
    await mkdtemp(join(tmpdir(), 'cardstock-guarded-')),
  ];
  const subgraphs = await Promise.all(
    guardedFederation.map(async (definition) => new SmallSubgraph(definition, await keys.tokensOf(definition.name))),
  );
  await Promise.all(subgraphs.map((subgraph) => subgraph.start()));
  const SUPERGRAPH_FILE = join(folder, 'supergraph.graphql');
  await writeFile(SUPERGRAPH_FILE, compose(subgraphs));
  const base = { ...keys.environmentOf('gateway'), ...jwks.environment, NODE_ENV: 'test', PORT: '0', SUPERGRAPH_FILE };
  const gateways: TestGateway[] = [];
  const another = async (environment: Record<string, string>): Promise<TestGateway> => {
    const gateway = await startTestGateway({ ...base, ...environment }, policies);
    gateways.push(gateway);
    return gateway;
  };
  return {
    gateway: await another({}),
    subgraphs,
    jwks,
    another,
    tokenOf: async (who) =>
      who === 'anonymous' ? undefined : jwks.token({ sub: who, roles: [who], scopes: scopesOf([who]) }),
    close: async () => {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await Promise.all([...subgraphs.map((subgraph) => subgraph.kill()), jwks.close(), keys.remove()]);
      await rm(folder, { recursive: true });
    },
  };
};
