import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testKeys } from '@cardstock/testing';
import { compose, startJwks, startTestGateway, type TestGateway } from '../platform.ts';
import { SmallSubgraph } from '../small-subgraph.ts';
import { smallShop } from './shop.ts';

export interface ShopPlatform {
  /** Where the first gateway is, without a path. */
  readonly origin: string;
  readonly jwks: Awaited<ReturnType<typeof startJwks>>;
  readonly subgraphs: ReadonlyMap<string, SmallSubgraph>;
  /** Where the gateways read their supergraph. */
  readonly supergraphFile: string;
  /** One more gateway over the same subgraphs, with another environment. */
  another(environment: Record<string, string>): Promise<TestGateway>;
  /** All but the first. They follow the same file, and would load what a later test writes there. */
  closeOthers(): Promise<void>;
  close(): Promise<void>;
}

/** A gateway over the real graph, whose subgraphs are small. */
export const startShopPlatform = async (): Promise<ShopPlatform> => {
  const [keys, jwks, folder] = [await testKeys(), await startJwks(), await mkdtemp(join(tmpdir(), 'cardstock-shop-'))];
  const subgraphs = await Promise.all(
    smallShop.map(async (definition) => new SmallSubgraph(definition, await keys.tokensOf(definition.name))),
  );
  await Promise.all(subgraphs.map((subgraph) => subgraph.start()));
  const SUPERGRAPH_FILE = join(folder, 'supergraph.graphql');
  await writeFile(SUPERGRAPH_FILE, compose(subgraphs));
  const base = { ...keys.environmentOf('gateway'), ...jwks.environment, NODE_ENV: 'test', PORT: '0', SUPERGRAPH_FILE };
  const gateways: TestGateway[] = [];
  const another = async (environment: Record<string, string>): Promise<TestGateway> => {
    const gateway = await startTestGateway({ ...base, ...environment });
    gateways.push(gateway);
    return gateway;
  };
  const first = await another({});
  return {
    origin: new URL(first.url).origin,
    jwks,
    another,
    supergraphFile: SUPERGRAPH_FILE,
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    closeOthers: async () => {
      await Promise.all(gateways.splice(1).map((gateway) => gateway.close()));
    },
    close: async () => {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await Promise.all([...subgraphs.map((subgraph) => subgraph.kill()), jwks.close(), keys.remove()]);
      await rm(folder, { recursive: true });
    },
  };
};
